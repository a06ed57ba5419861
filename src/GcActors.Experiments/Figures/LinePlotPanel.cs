namespace GcActors.Experiments.Figures;

/// <param name="Title">Above; empty where there is one panel.</param>
/// <param name="Points">Of all series.</param>
public sealed record LinePlotPanel(string Title, IReadOnlyList<LinePlotPoint> Points)
{
    /// <summary>A series in order of x, cells with the same x averaged.</summary>
    public IReadOnlyList<(double X, double Y)> MeansOf(int series, Func<LinePlotPoint, double> value) =>
        [.. Points.Where(p => p.Series == series && double.IsFinite(value(p))).GroupBy(p => p.X).OrderBy(g => g.Key)
            .Select(g => (g.Key, g.Average(value)))];
}
