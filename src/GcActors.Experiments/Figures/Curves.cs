using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Figures;

/// <summary>Distributions of single times, a curve a series, panels side by side with the same axes; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile, blocks.</param>
/// <param name="IsPercentiles">Time over percentile; else share over time.</param>
/// <param name="TimeLabel">What the times are.</param>
/// <param name="SeriesTitle">What the series are levels of.</param>
/// <param name="Series">Names, in colour order.</param>
/// <param name="Panels">Side by side.</param>
public sealed record Curves(
    string Title, string Caption, bool IsPercentiles, string TimeLabel, string SeriesTitle, IReadOnlyList<string> Series, IReadOnlyList<CurvePanel> Panels)
{
    public bool IsColumn { get; init; }
}

/// <param name="Label">Above; empty where there is one panel.</param>
/// <param name="Lines">At most one a series.</param>
public sealed record CurvePanel(string Label, IReadOnlyList<Curve> Lines);

/// <param name="Series">Index.</param>
/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="SortedMs">All single values, pooled; ascending.</param>
public sealed record Curve(int Series, string Cell, IReadOnlyList<double> SortedMs)
{
    private const int MostPoints = 400;

    /// <summary>Time and the share of values up to it. Of many values only as many as a drawing can show, the last ones all.</summary>
    public IEnumerable<(double Ms, double Share)> Steps()
    {
        int n = SortedMs.Count;
        int stride = Math.Max(1, n / MostPoints);
        for (int i = 0; i < n; i++)
        {
            bool isTail = n - i <= MostPoints / 4;
            if (isTail || i % stride == 0)
                yield return (SortedMs[i], (i + 1.0) / n);
        }
    }

    public double At(double share) => Quantile.OfSorted([.. SortedMs], share);
}
