using MathNet.Numerics.Distributions;

namespace GcActors.Experiments.Statistics;

/// <summary>The smallest effect that a sweep of this spread would find, from its A/A pair: what is smaller is within noise.</summary>
public static class DetectableEffect
{
    /// <summary>The chance to find it.</summary>
    public const double Power = 0.8;

    private const double UpperTail = 0.975;

    /// <summary>
    /// As a factor above 1: (t₀.₉₇₅ + t₀.₈)·s/√n on the logarithm, n − 1 degrees of freedom (Bloom, <i>Minimum detectable effects</i>, Evaluation Review 19,
    /// 1995). NaN without an interval.
    /// </summary>
    /// <param name="aaRatio">A cell's ratio to its double, in blocks.</param>
    public static double Of(Estimate aaRatio)
    {
        if (!aaRatio.IsDefined || aaRatio.Scale != Scale.Logarithmic || aaRatio.BlockValues.Count < 2)
            return double.NaN;
        int n = aaRatio.BlockValues.Count;
        double quantiles = StudentT.InvCDF(0, 1, n - 1, UpperTail) + StudentT.InvCDF(0, 1, n - 1, Power);
        return Math.Exp(quantiles * aaRatio.BlockDeviation / Math.Sqrt(n));
    }
}
