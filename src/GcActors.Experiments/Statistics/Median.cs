namespace GcActors.Experiments.Statistics;

public static class Median
{
    public static double Of(IEnumerable<double> values) => OfScratch(values.ToArray());

    /// <summary>Sorts the span; the mean of the two middle values for an even number.</summary>
    public static double OfScratch(Span<double> values)
    {
        if (values.IsEmpty)
            throw new ArgumentException("a median needs at least one value", nameof(values));
        values.Sort();
        int middle = values.Length / 2;
        return values.Length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }
}
