namespace GcActors.Experiments.Figures;

/// <summary>Groups of upright bars, panels side by side with the same axis; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile, blocks.</param>
/// <param name="AxisLabel">With the unit.</param>
/// <param name="Scale">Of the axis.</param>
/// <param name="ReferenceLine">Where bars begin.</param>
/// <param name="SeriesTitle">What the series are levels of.</param>
/// <param name="Series">Names, in colour order.</param>
/// <param name="Panels">Side by side.</param>
public sealed record Bars(
    string Title, string Caption, string AxisLabel, AxisScale Scale, double ReferenceLine, string SeriesTitle, IReadOnlyList<string> Series,
    IReadOnlyList<BarPanel> Panels)
{
    public bool IsColumn { get; init; }

    public IEnumerable<Bar> All => Panels.SelectMany(panel => panel.Groups).SelectMany(group => group.Bars);
}

/// <param name="Label">Above; empty where there is one panel.</param>
/// <param name="Groups">Left to right.</param>
public sealed record BarPanel(string Label, IReadOnlyList<BarGroup> Groups);

/// <param name="Label">Below.</param>
/// <param name="Bars">At most one a series.</param>
public sealed record BarGroup(string Label, IReadOnlyList<Bar> Bars);

/// <param name="Series">Index.</param>
/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="Value">With its interval.</param>
/// <param name="Predicted">Where a claim says that it lies; null: no claim is about it alone.</param>
public sealed record Bar(int Series, string Cell, PlotValue Value, PredictedBand? Predicted);
