namespace GcActors.Experiments.Predicates;

/// <summary>One raw quantity of one cell.</summary>
public sealed record QuantityExpression(string Cell, string Quantity) : Expression
{
    public override IEnumerable<string> Cells => [Cell];

    public override double Evaluate(ICellValues values) => values.Get(Cell, Quantity);
}
