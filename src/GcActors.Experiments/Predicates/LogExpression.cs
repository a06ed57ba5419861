namespace GcActors.Experiments.Predicates;

/// <summary>Natural logarithm; NaN for what has none.</summary>
public sealed record LogExpression(Expression Operand) : Expression
{
    public override IEnumerable<string> Cells => Operand.Cells;

    public override bool IsFitted => Operand.IsFitted;

    public override double Evaluate(ICellValues values) => Math.Log(Operand.Evaluate(values));
}
