using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.GcLogs;

/// <summary>Pauses of one kind, or of all. Quantiles are interpolated (<see cref="Quantile"/>); null: there was no pause.</summary>
public sealed record PauseSummary
{
    /// <summary>What the quantiles are, for reports.</summary>
    public const string QuantileMethod = "linear interpolation between order statistics (type 7)";

    private PauseSummary(double[] sortedNs)
    {
        Count = sortedNs.Length;
        TotalNs = (long)sortedNs.Sum();
        if (sortedNs.Length == 0)
            return;
        (P50Ns, P90Ns) = (Quantile.OfSorted(sortedNs, 0.5), Quantile.OfSorted(sortedNs, 0.9));
        (P99Ns, P999Ns) = (Quantile.OfSorted(sortedNs, 0.99), Quantile.OfSorted(sortedNs, 0.999));
        MaxNs = (long)sortedNs[^1];
    }

    public int Count { get; }

    public long TotalNs { get; }

    public double? P50Ns { get; }

    public double? P90Ns { get; }

    public double? P99Ns { get; }

    public double? P999Ns { get; }

    public long? MaxNs { get; }

    public static PauseSummary Of(IEnumerable<long> pausesNs) => new([.. pausesNs.Select(ns => (double)ns).Order()]);
}
