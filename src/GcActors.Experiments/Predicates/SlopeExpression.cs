using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>Theil–Sen slope of y over the levels of a tag, inside one block.</summary>
public sealed record SlopeExpression(IReadOnlyList<double> X, IReadOnlyList<Expression> Y) : Expression
{
    public override IEnumerable<string> Cells => Y.SelectMany(y => y.Cells);

    public override bool IsFitted => true;

    public override double Evaluate(ICellValues values) => TheilSen.Slope(X, [.. Y.Select(y => y.Evaluate(values))]);
}
