namespace GcActors.Experiments.Predicates;

/// <summary>The smaller of two values.</summary>
public sealed record MinExpression(Expression Left, Expression Right) : Expression
{
    public override IEnumerable<string> Cells => Left.Cells.Concat(Right.Cells);

    public override bool IsFitted => Left.IsFitted || Right.IsFitted;

    public override double Evaluate(ICellValues values) => Math.Min(Left.Evaluate(values), Right.Evaluate(values));
}
