using MathNet.Numerics.Distributions;

namespace GcActors.Experiments.Statistics;

/// <summary>
/// 95 % intervals of block values. The unit is the block: iterations inside a process are not independent and only enter the second level
/// of the bootstrap (Kalibera and Jones, <i>Rigorous benchmarking in reasonable time</i>, ISMM 2013). Below
/// <see cref="BootstrapFromBlocks"/> blocks Student's t, from there on <see cref="TwoLevelBootstrap"/>.
/// </summary>
public static class IntervalEstimator
{
    public const int BootstrapFromBlocks = 10;
    public const int Resamples = 10_000;
    private const double UpperTail = 0.975;

    public static Estimate Estimate(IBlockQuantity quantity, Scale scale, IntervalMethod method, ulong seed, int resamples = Resamples)
    {
        double[] observed = [.. Enumerable.Range(0, quantity.Blocks).Select(quantity.Observed)];
        if (method == IntervalMethod.Exact)
            return Exact(observed);
        if (Objection(observed, scale) is { } reason)
            return Statistics.Estimate.Without(reason, scale, observed);
        double[] scaled = [.. observed.Select(v => ToScale(v, scale))];
        double mean = scaled.Average();
        double deviation = StandardDeviation(scaled, mean);
        (double low, double high) = quantity.Blocks < BootstrapFromBlocks
            ? StudentInterval(mean, deviation, scaled.Length)
            : new TwoLevelBootstrap(scaled, mean, deviation, Redraw(quantity, scale, method)).Interval(UpperTail, resamples, seed);
        return double.IsFinite(low) && double.IsFinite(high)
            ? new Estimate(FromScale(mean, scale), FromScale(low, scale), FromScale(high, scale), scale, observed, deviation)
            : Statistics.Estimate.Without("a resample has no logarithm: the value is too near zero", scale, observed);
    }

    private static Estimate Exact(double[] observed) => observed is [var value] && double.IsFinite(value)
        ? new Estimate(value, value, value, Scale.Linear, observed, 0)
        : Statistics.Estimate.Without("it has no value", Scale.Linear, observed);

    /// <summary>Half the width of Student's interval of a mean of <paramref name="blocks"/> values.</summary>
    public static double StudentHalfWidth(double deviation, int blocks) =>
        StudentT.InvCDF(0, 1, blocks - 1, UpperTail) * deviation / Math.Sqrt(blocks);

    private static TwoLevelBootstrap.Redraw? Redraw(IBlockQuantity quantity, Scale scale, IntervalMethod method) =>
        method == IntervalMethod.BootstrapOverBlocks
            ? null
            : (int block, ref SplitMix64 random) => ToScale(quantity.Redrawn(block, ref random), scale);

    private static (double Low, double High) StudentInterval(double mean, double deviation, int blocks)
    {
        double half = StudentHalfWidth(deviation, blocks);
        return (mean - half, mean + half);
    }

    /// <summary>A block without a logarithm is said, never dropped: dropping it would bias the rest upwards.</summary>
    private static string? Objection(double[] observed, Scale scale)
    {
        if (observed.Length < 2)
            return $"an interval needs two blocks, there is {observed.Length}";
        int bad = Array.FindIndex(observed, v => !double.IsFinite(v) || (scale == Scale.Logarithmic && v <= 0));
        if (bad < 0)
            return null;
        return scale == Scale.Logarithmic
            ? $"in block {bad} one side of the ratio is not above zero, so it has no logarithm"
            : $"block {bad} has no value";
    }

    private static double StandardDeviation(double[] values, double mean) =>
        Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1));

    private static double ToScale(double value, Scale scale) => scale == Scale.Logarithmic ? Math.Log(value) : value;

    private static double FromScale(double value, Scale scale) => scale == Scale.Logarithmic ? Math.Exp(value) : value;
}
