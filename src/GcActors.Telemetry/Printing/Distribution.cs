using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Printing;

/// <summary>What a histogram says of how its measurements are spread.</summary>
internal sealed class Distribution
{
    private const string Bars = " ▁▂▃▄▅▆▇█";
    private const int Cells = 8;

    private readonly List<(double From, double To, long Count)> buckets;
    private readonly long count;
    private readonly double min;

    private Distribution(List<(double From, double To, long Count)> buckets, in MetricPoint point)
    {
        this.buckets = buckets;
        count = point.GetHistogramCount();
        Max = point.TryGetHistogramMinMaxValues(out min, out double max) ? max : buckets.Count > 0 ? buckets[^1].To : 0;
    }

    public long Count => count;

    public double Max { get; }

    public static Distribution Of(MetricType type, in MetricPoint point) =>
        new(type == MetricType.Histogram ? Explicit(point.GetHistogramBuckets()) : Exponential(point.GetExponentialHistogramData()), in point);

    /// <summary>Between the ends of the bucket that it lies in, and never outside of what was measured.</summary>
    /// <param name="rank">0 … 1.</param>
    public double Quantile(double rank)
    {
        double wanted = rank * count;
        long below = 0;
        foreach ((double from, double to, long inside) in buckets)
        {
            if (below + inside >= wanted)
            {
                double within = (wanted - below) / inside;
                return Math.Clamp(from + within * (to - from), min, Max);
            }

            below += inside;
        }

        return Max;
    }

    /// <summary>Eight cells from the least to the most, of equal ratio: times spread over powers of ten.</summary>
    public string Sparkline()
    {
        long[] cells = new long[Cells];
        foreach ((double from, double to, long inside) in buckets)
        {
            cells[CellOf(Math.Clamp((from + to) / 2, min, Max))] += inside;
        }

        long most = Math.Max(1, cells.Max());
        return string.Concat(cells.Select(c => Bars[(int)((c * (Bars.Length - 1) + most - 1) / most)]));
    }

    private int CellOf(double value)
    {
        bool isLogarithmic = min > 0;
        double position = Max <= min ? 0 : isLogarithmic ? Math.Log(value / min) / Math.Log(Max / min) : (value - min) / (Max - min);
        return Math.Min((int)(position * Cells), Cells - 1);
    }

    // Bucket i of scale s holds what is above b^i and at most b^(i+1), b being 2^(2^-s).
    private static List<(double From, double To, long Count)> Exponential(ExponentialHistogramData data)
    {
        List<(double From, double To, long Count)> buckets = [];
        if (data.ZeroCount > 0)
        {
            buckets.Add((0, 0, data.ZeroCount));
        }

        int index = data.PositiveBuckets.Offset;
        foreach (long count in data.PositiveBuckets)
        {
            if (count > 0)
            {
                buckets.Add((Bound(index, data.Scale), Bound(index + 1, data.Scale), count));
            }

            index++;
        }

        return buckets;
    }

    private static double Bound(int index, int scale) => Math.Pow(2, index * Math.Pow(2, -scale));

    private static List<(double From, double To, long Count)> Explicit(HistogramBuckets source)
    {
        List<(double From, double To, long Count)> buckets = [];
        double from = double.NegativeInfinity;
        foreach (HistogramBucket bucket in source)
        {
            if (bucket.BucketCount > 0)
            {
                // Without an end on one side, the end on the other one.
                double to = double.IsInfinity(bucket.ExplicitBound) ? from : bucket.ExplicitBound;
                buckets.Add((double.IsInfinity(from) ? Math.Min(0, to) : from, to, bucket.BucketCount));
            }

            from = bucket.ExplicitBound;
        }

        return buckets;
    }
}
