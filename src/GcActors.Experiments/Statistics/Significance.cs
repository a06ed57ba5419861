using MathNet.Numerics.Distributions;

namespace GcActors.Experiments.Statistics;

/// <summary>Second to intervals: how surprising an estimate would be were the truth a given value, alone and among several claims.</summary>
public static class Significance
{
    /// <summary>Two-sided p-value of Student's test over blocks; NaN without an interval.</summary>
    /// <param name="estimate">Of at least two blocks.</param>
    /// <param name="truth">The value it is tested against: 1 for a ratio that may be none.</param>
    public static double PValue(Estimate estimate, double truth)
    {
        if (!estimate.IsDefined || estimate.BlockValues.Count < 2)
            return double.NaN;
        double distance = estimate.Scale == Scale.Logarithmic ? Math.Log(estimate.Value / truth) : estimate.Value - truth;
        if (distance == 0)
            return 1;
        double t = Math.Abs(distance) / (estimate.BlockDeviation / Math.Sqrt(estimate.BlockValues.Count));
        return double.IsInfinity(t) ? 0 : 2 * StudentT.CDF(0, 1, estimate.BlockValues.Count - 1, -t);
    }

    /// <summary>
    /// Holm's step-down correction (Scandinavian Journal of Statistics 6, 1979): below 0.05 after it, the chance of one false claim among all of
    /// them is at most 5 %, whatever they have in common. In the order given; NaN is no claim and stays.
    /// </summary>
    public static IReadOnlyList<double> Holm(IReadOnlyList<double> pValues)
    {
        int[] ascending = [.. Enumerable.Range(0, pValues.Count).Where(i => !double.IsNaN(pValues[i])).OrderBy(i => pValues[i])];
        double[] adjusted = [.. pValues];
        double largest = 0;
        for (int rank = 0; rank < ascending.Length; rank++)
        {
            largest = Math.Max(largest, Math.Min(1, (ascending.Length - rank) * pValues[ascending[rank]]));
            adjusted[ascending[rank]] = largest;
        }

        return adjusted;
    }
}
