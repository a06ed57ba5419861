namespace GcActors.Experiments.Statistics;

/// <summary>The median of all pairwise means (Hodges and Lehmann 1963): beside a mean it shows whether a few blocks made it.</summary>
public static class HodgesLehmann
{
    /// <summary>Of values, or on <see cref="Scale.Logarithmic"/> of positive ones.</summary>
    public static double Of(IReadOnlyList<double> values, Scale scale)
    {
        double[] scaled = [.. values.Select(value => scale == Scale.Logarithmic ? Math.Log(value) : value)];
        var means = new List<double>(scaled.Length * (scaled.Length + 1) / 2);
        for (int i = 0; i < scaled.Length; i++)
        {
            for (int j = i; j < scaled.Length; j++)
                means.Add((scaled[i] + scaled[j]) / 2);
        }

        double middle = Median.Of(means);
        return scale == Scale.Logarithmic ? Math.Exp(middle) : middle;
    }
}
