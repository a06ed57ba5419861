namespace GcActors.Experiments.Predicates;

public sealed record NumberExpression(double Value) : Expression
{
    public override IEnumerable<string> Cells => [];

    public override double Evaluate(ICellValues values) => Value;
}
