using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <param name="Text">What was compared, as written.</param>
/// <param name="Truth">Three-valued.</param>
/// <param name="Estimate">What the data say.</param>
/// <param name="Reason">Why it is unknown; else empty.</param>
public sealed record ComparisonResult(string Text, Truth Truth, Estimate Estimate, string Reason)
{
    /// <summary>Of the estimate against the bound that is nearest to it, two-sided, not corrected for other claims; NaN without one.</summary>
    public double PValue { get; init; } = double.NaN;
}
