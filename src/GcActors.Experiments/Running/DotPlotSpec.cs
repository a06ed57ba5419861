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

    internal static DotPlotSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "group_by", "row_by", "series_by", "series_title", "panels", "group_labels");
        return new DotPlotSpec(
            name,
            FigureKeys.TitleOf(place),
            place.Require("group_by").Text,
            place.Require("row_by").Text,
            place.Require("series_by").Text,
            FigureKeys.SeriesTitleOf(place),
            FigureKeys.WhereOf(place),
            [.. place.Require("panels").Items.Select(ReadPanel)],
            FigureKeys.LabelsOf(place, "group_labels"));
    }

    private static FigurePanel ReadPanel(YamlPlace place)
    {
        place.AllowOnly("metric", "title", "scale", "line", "least");
        return new FigurePanel(place.Require("metric").Text, FigureKeys.TitleOf(place), FigureKeys.ScaleOf(place.Find("scale")),
            place.Find("line")?.Number ?? 0, place.Find("least")?.Number);
    }
}
