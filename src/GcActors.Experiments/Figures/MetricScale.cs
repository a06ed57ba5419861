using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>How figures show a metric: nanoseconds of an iteration as ms, shares as per cent.</summary>
internal static class MetricScale
{
    private const double NsPerMs = 1e6;
    private const double PercentPerShare = 100;

    public static MetricDefinition Find(Analysis analysis, string metric) => analysis.Experiment.Language.Metrics.First(m => m.Name == metric);

    public static double FactorOf(MetricDefinition metric) => metric.Unit switch
    {
        "ns" => 1 / NsPerMs,
        _ when NumberText.IsShare(metric.Unit) => PercentPerShare,
        _ => 1,
    };

    public static string AxisLabel(MetricDefinition metric) => metric.Unit switch
    {
        "ns" => "ms",
        _ when NumberText.IsShare(metric.Unit) => $"% of {NumberText.WholeOf(metric.Unit)}",
        _ => metric.Unit,
    };
}
