using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>Where a claim, made before the run, says that a value lies. An open end is infinite.</summary>
/// <param name="Claim">Its id.</param>
/// <param name="Low">In the units of the axis.</param>
/// <param name="High">In the units of the axis.</param>
public sealed record PredictedBand(string Claim, double Low, double High)
{
    /// <summary>
    /// Of the first claim that compares this metric of this cell, by itself or as a ratio to a value that is known, with bounds. A claim
    /// that only orders cells (a ratio above one) is no band.
    /// </summary>
    internal static PredictedBand? Of(Analysis analysis, MetricDefinition metric, Cell cell)
    {
        Expression drawn = analysis.Experiment.Language.MetricOf(metric.Name, cell);
        double factor = MetricScale.FactorOf(metric);
        return analysis.Experiment.Predicates
            .SelectMany(claim => ComparisonsIn(claim.Node).Select(comparison => BandOf(claim.Spec.Id, comparison, drawn, analysis, factor)))
            .OfType<PredictedBand>().FirstOrDefault();
    }

    private static PredictedBand? BandOf(string claim, ComparisonNode comparison, Expression drawn, Analysis analysis, double factor)
    {
        if (!double.IsFinite(comparison.Low) || !double.IsFinite(comparison.High))
            return null;
        double unit = comparison.Subject == drawn ? 1
            : comparison.Subject is RatioExpression ratio && ratio.Numerator == drawn ? analysis.ValueOf(ratio.Denominator).Estimate.Value
            : double.NaN;
        return double.IsFinite(unit) && unit > 0 ? new PredictedBand(claim, comparison.Low * unit * factor, comparison.High * unit * factor) : null;
    }

    /// <summary>Of a conjunction only: what is denied or an alternative predicts no place.</summary>
    private static IEnumerable<ComparisonNode> ComparisonsIn(PredicateNode node) => node switch
    {
        ComparisonNode comparison => [comparison],
        ConnectiveNode { IsConjunction: true } both => ComparisonsIn(both.Left).Concat(ComparisonsIn(both.Right)),
        _ => [],
    };
}
