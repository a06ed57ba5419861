namespace GcActors.Experiments.Predicates;

/// <summary>An effect: averaged over blocks on the logarithmic scale. NaN unless both sides are above zero, because the quotient of two
/// negative prices would look like a ratio.</summary>
public sealed record RatioExpression(Expression Numerator, Expression Denominator) : Expression
{
    public override IEnumerable<string> Cells => Numerator.Cells.Concat(Denominator.Cells);

    public override bool IsFitted => Numerator.IsFitted || Denominator.IsFitted;

    public override double Evaluate(ICellValues values)
    {
        double numerator = Numerator.Evaluate(values);
        double denominator = Denominator.Evaluate(values);
        return numerator > 0 && denominator > 0 ? numerator / denominator : double.NaN;
    }
}
