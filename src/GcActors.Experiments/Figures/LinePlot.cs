namespace GcActors.Experiments.Figures;

/// <summary>Points over a number, panels side by side with the same axes; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile.</param>
/// <param name="XTitle">Below the panels.</param>
/// <param name="YTitle">Above the panels.</param>
/// <param name="XScale">Of the axis below.</param>
/// <param name="YScale">Of the axis on the left.</param>
/// <param name="SeriesTitle">What the series are levels of.</param>
/// <param name="Series">Names, in colour order.</param>
/// <param name="Panels">Side by side.</param>
/// <param name="Slopes">Exponents of the power laws drawn from the lowest point on.</param>
public sealed record LinePlot(
    string Title, string Caption, string XTitle, string YTitle, AxisScale XScale, AxisScale YScale, string SeriesTitle,
    IReadOnlyList<string> Series, IReadOnlyList<LinePlotPanel> Panels, IReadOnlyList<double> Slopes)
{
    public bool IsColumn { get; init; }

    public IEnumerable<LinePlotPoint> Points => Panels.SelectMany(panel => panel.Points);
}
