namespace GcActors.Experiments.Statistics;

/// <summary>The median of all pairwise slopes (Theil 1950; Sen 1968): one disturbed point does not tilt it.</summary>
public static class TheilSen
{
    public static double Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var slopes = new List<double>(x.Count * (x.Count - 1) / 2);
        for (int i = 0; i < x.Count; i++)
        {
            for (int j = i + 1; j < x.Count; j++)
            {
                if (x[i] != x[j])
                    slopes.Add((y[j] - y[i]) / (x[j] - x[i]));
            }
        }

        return slopes.Count == 0 ? double.NaN : Median.Of(slopes);
    }

    /// <summary>Slope of ln y over ln x: the exponent of a power law.</summary>
    public static double LogLogSlope(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        Slope([.. x.Select(v => Math.Log(v))], [.. y.Select(v => Math.Log(v))]);
}
