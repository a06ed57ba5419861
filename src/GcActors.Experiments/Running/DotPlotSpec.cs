namespace GcActors.Experiments.Running;

/// <summary>A dot plot of cells.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="GroupBy">Tag whose levels are groups of rows.</param>
/// <param name="RowBy">Tag whose levels are the rows of a group.</param>
/// <param name="SeriesBy">Tag whose levels are colours and markers.</param>
/// <param name="SeriesTitle">What the legend calls that tag.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
/// <param name="Panels">Side by side.</param>
/// <param name="GroupLabels">What a group is called, by level.</param>
public sealed record DotPlotSpec(
    string Name, string Title, string GroupBy, string RowBy, string SeriesBy, string SeriesTitle,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Where, IReadOnlyList<FigurePanel> Panels, IReadOnlyDictionary<string, string> GroupLabels)
    : FigureSpec(Name, Title)
{
    public override IEnumerable<string> Tags => [GroupBy, RowBy, SeriesBy, .. Where.Keys];

    public override IEnumerable<string> Metrics => Panels.Select(panel => panel.Metric);
}
