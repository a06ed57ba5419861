using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary>What the stops of the world in a row come to: the names are those of <see cref="Predicates.CellSample.StopQuantities"/>.</summary>
internal static class StopQuantities
{
    public static IEnumerable<(string Name, double Value)> Of(ResultRow row)
    {
        int stops = row.Stops("pause_ns").Count;
        IEnumerable<(string, double)> count = [("stops", stops)];

        // No stop took no time together; it has no median.
        return stops == 0
            ? [.. count, ("time_to_stop_sum_ns", 0), ("pause_sum_ns", 0)]
            : [.. count, .. Of(row, "time_to_stop"), .. Of(row, "pause")];
    }

    private static IEnumerable<(string, double)> Of(ResultRow row, string time)
    {
        double[] ns = [.. row.Stops($"{time}_ns").Order()];
        return
        [
            ($"{time}_p50_ns", Quantile.OfSorted(ns, 0.5)),
            ($"{time}_p99_ns", Quantile.OfSorted(ns, 0.99)),
            ($"{time}_max_ns", ns[^1]),
            ($"{time}_sum_ns", ns.Sum()),
        ];
    }
}
