namespace GcActors.Experiments.Figures;

/// <summary>A metric over two factors, panels below each other with the same shades; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile, blocks.</param>
/// <param name="Unit">Of the values.</param>
/// <param name="Scale">Of the shades.</param>
/// <param name="RowTitle">What rows are levels of.</param>
/// <param name="ColumnTitle">What columns are levels of.</param>
/// <param name="Columns">Left to right.</param>
/// <param name="Panels">Top to bottom.</param>
public sealed record Heatmap(
    string Title, string Caption, string Unit, AxisScale Scale, string RowTitle, string ColumnTitle, IReadOnlyList<string> Columns,
    IReadOnlyList<HeatmapPanel> Panels)
{
    public bool IsColumn { get; init; }

    public IEnumerable<HeatmapCell> All => Panels.SelectMany(panel => panel.Rows).SelectMany(row => row.Cells).OfType<HeatmapCell>();
}

/// <param name="Label">Above; empty where there is one panel.</param>
/// <param name="Rows">Top to bottom.</param>
public sealed record HeatmapPanel(string Label, IReadOnlyList<HeatmapRow> Rows);

/// <param name="Label">On the left.</param>
/// <param name="Cells">One a column; null: the sweep has none there.</param>
public sealed record HeatmapRow(string Label, IReadOnlyList<HeatmapCell?> Cells);

/// <param name="Cell">Name, for tooltip and data file.</param>
/// <param name="Value">With its interval.</param>
public sealed record HeatmapCell(string Cell, PlotValue Value);
