namespace GcActors.Experiments.Statistics;

public static class Quantile
{
    /// <summary>Linear interpolation between order statistics (type 7 of Hyndman and Fan 1996).</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double probability)
    {
        double position = probability * (sorted.Length - 1);
        int below = (int)Math.Floor(position);
        int above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }
}
