using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary>What the samples of a row's backlog come to: the names are those of <see cref="Predicates.CellSample.BacklogQuantities"/>.</summary>
internal static class BacklogQuantities
{
    private const int LeastSamples = 3;
    private const double NsPerS = 1e9;

    public static IEnumerable<(string Name, double Value)> Of(ResultRow row)
    {
        IReadOnlyList<double> atNs = row.Samples("at_ns");
        IReadOnlyList<double> bytes = row.Samples("log_bytes");
        return atNs.Count < LeastSamples
            ? []
            : [("backlog_bytes_per_s", TheilSen.Slope(atNs, bytes) * NsPerS), ("backlog_bytes_max", bytes.Max())];
    }
}
