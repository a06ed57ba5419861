using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>
/// An expression whose interval must lie in a range (rule A4). Ends are open for <c>&lt;</c> and closed for <c>&lt;=</c>; a range with one
/// end has the other at infinity.
/// </summary>
public sealed record ComparisonNode(string Text, Expression Subject, double Low, bool LowIsOpen, double High, bool HighIsOpen) : PredicateNode
{
    public override IEnumerable<string> Cells => Subject.Cells;

    public override Judgement Judge(SampleEvaluator evaluator)
    {
        Estimate estimate = evaluator.Estimate(Subject);
        Truth truth = estimate.IsDefined ? Compare(estimate) : Truth.Unknown;
        string reason = truth != Truth.Unknown ? "" : estimate.Undefined ?? Underpowered(estimate);
        return new Judgement(truth, [new ComparisonResult(Text, truth, estimate, reason) { PValue = PValue(estimate) }]);
    }

    private double PValue(Estimate estimate) => new[] { Low, High }
        .Where(bound => double.IsFinite(bound) && (estimate.Scale == Scale.Linear || bound > 0))
        .Select(bound => Significance.PValue(estimate, bound)).DefaultIfEmpty(double.NaN).Max();

    private Truth Compare(Estimate estimate)
    {
        bool inside = Above(estimate.Low) && Below(estimate.High);
        bool outside = !Above(estimate.High) || !Below(estimate.Low);
        return inside ? Truth.True : outside ? Truth.False : Truth.Unknown;
    }

    private bool Above(double value) => LowIsOpen ? value > Low : value >= Low;

    private bool Below(double value) => HighIsOpen ? value < High : value <= High;

    private string Underpowered(Estimate estimate)
    {
        IEnumerable<double> crossed = new[] { Low, High }.Where(bound => double.IsFinite(bound) && Crosses(estimate, bound));
        int? blocks = crossed.Select(bound => BlockPlanning.BlocksToSettle(estimate, bound)).Aggregate((int?)0, Larger);
        return blocks is { } count
            ? $"underpowered: about {count} blocks would settle it"
            : $"underpowered: more than {BlockPlanning.MostBlocks:N0} blocks would be needed";
    }

    private static bool Crosses(Estimate estimate, double bound) => estimate.Low <= bound && bound <= estimate.High;

    private static int? Larger(int? a, int? b) => a is null || b is null ? null : Math.Max(a.Value, b.Value);
}
