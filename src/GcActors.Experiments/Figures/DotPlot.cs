namespace GcActors.Experiments.Figures;

/// <summary>Groups of rows on the left, one panel a metric to the right; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile, blocks.</param>
/// <param name="SeriesTitle">What the series are levels of.</param>
/// <param name="Series">Names, in colour order.</param>
/// <param name="Panels">Side by side.</param>
/// <param name="Groups">Top to bottom.</param>
public sealed record DotPlot(
    string Title, string Caption, string SeriesTitle, IReadOnlyList<string> Series, IReadOnlyList<DotPlotPanel> Panels,
        IReadOnlyList<DotPlotGroup> Groups)
{
    public bool IsColumn { get; init; }

    public IEnumerable<DotPlotMark> MarksOf(int panel) => Groups.SelectMany(g => g.Rows).SelectMany(r => r.Marks).Where(m => m.Panel == panel);
}
