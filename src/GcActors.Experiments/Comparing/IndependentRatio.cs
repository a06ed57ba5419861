using GcActors.Experiments.Statistics;
using MathNet.Numerics.Distributions;

namespace GcActors.Experiments.Comparing;

/// <summary>
/// B against A where the blocks of one have nothing to do with those of the other, so that nothing can be paired: the difference of the
/// means of logarithms. Below ten blocks on a side Welch's interval (Welch, <i>Biometrika</i> 34, 1947), else a percentile bootstrap that
/// resamples each side's blocks by itself.
/// </summary>
internal static class IndependentRatio
{
    private const double UpperTail = 0.975;

    /// <summary>Null: there is no ratio, because a value has no logarithm or a side has fewer than two blocks.</summary>
    public static (double Value, double Low, double High)? Of(IReadOnlyList<double> a, IReadOnlyList<double> b, ulong seed)
    {
        if (a.Count < 2 || b.Count < 2 || a.Concat(b).Any(v => !(v > 0) || !double.IsFinite(v)))
            return null;
        double[] logA = [.. a.Select(v => Math.Log(v))];
        double[] logB = [.. b.Select(v => Math.Log(v))];
        double difference = logB.Average() - logA.Average();
        (double low, double high) = Math.Min(a.Count, b.Count) < IntervalEstimator.BootstrapFromBlocks
            ? Welch(logA, logB, difference)
            : Bootstrap(logA, logB, seed);
        return (Math.Exp(difference), Math.Exp(low), Math.Exp(high));
    }

    internal static (double Low, double High) Welch(double[] a, double[] b, double difference)
    {
        double perA = Variance(a) / a.Length;
        double perB = Variance(b) / b.Length;
        double error = perA + perB;
        if (error == 0)
            return (difference, difference);
        double degrees = error * error / ((perA * perA / (a.Length - 1)) + (perB * perB / (b.Length - 1)));
        double half = StudentT.InvCDF(0, 1, degrees, UpperTail) * Math.Sqrt(error);
        return (difference - half, difference + half);
    }

    private static (double Low, double High) Bootstrap(double[] a, double[] b, ulong seed)
    {
        var random = new SplitMix64(seed);
        var differences = new double[IntervalEstimator.Resamples];
        for (int i = 0; i < differences.Length; i++)
            differences[i] = MeanOfDraw(b, ref random) - MeanOfDraw(a, ref random);
        Array.Sort(differences);
        return (Quantile.OfSorted(differences, 1 - UpperTail), Quantile.OfSorted(differences, UpperTail));
    }

    private static double MeanOfDraw(double[] values, ref SplitMix64 random)
    {
        double sum = 0;
        for (int i = 0; i < values.Length; i++)
            sum += values[random.Below(values.Length)];
        return sum / values.Length;
    }

    private static double Variance(double[] values)
    {
        double mean = values.Average();
        return values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
    }
}
