using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <param name="Estimate">From the blocks that count, however few.</param>
/// <param name="Reason">Why it is inconclusive; empty when it is not.</param>
/// <param name="Brief">The same in a word: the gate, or the outcome.</param>
public sealed record TableValue(Estimate Estimate, string Reason, string Brief)
{
    /// <summary>The same from every invocation that ended, whatever the gates say of it: what excluding changed.</summary>
    public Estimate WithExcluded { get; init; } = Estimate;

    public bool IsConclusive => Reason.Length == 0;
}
