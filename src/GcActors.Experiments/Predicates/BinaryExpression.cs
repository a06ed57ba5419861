namespace GcActors.Experiments.Predicates;

public sealed record BinaryExpression(char Operator, Expression Left, Expression Right) : Expression
{
    public override IEnumerable<string> Cells => Left.Cells.Concat(Right.Cells);

    public override bool IsFitted => Left.IsFitted || Right.IsFitted;

    public override double Evaluate(ICellValues values)
    {
        double left = Left.Evaluate(values);
        double right = Right.Evaluate(values);
        return Operator switch
        {
            '+' => left + right,
            '-' => left - right,
            '*' => left * right,
            _ => left / right,
        };
    }
}
