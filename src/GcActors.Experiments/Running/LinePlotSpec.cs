using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <summary>A metric over a number: points are cells, lines join their means.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="X">Tag whose levels are numbers.</param>
/// <param name="Y">Metric.</param>
/// <param name="XTitle">Below.</param>
/// <param name="YTitle">Above, with the unit.</param>
/// <param name="SeriesBy">Tag whose levels are colours and markers.</param>
/// <param name="SeriesTitle">What the legend calls that tag.</param>
/// <param name="SeriesLabels">What a series is called, by level.</param>
/// <param name="PanelBy">Tag whose levels stand side by side; null: one panel.</param>
/// <param name="PanelLabels">What a panel is called, by level.</param>
/// <param name="XScale">On logarithmic ones, levels that have no logarithm are left out.</param>
/// <param name="YScale">Of the metric.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
/// <param name="Expected">Metric with the expected value of each cell, by level of the series; drawn dashed.</param>
/// <param name="Slopes">Exponents whose power laws are drawn from the lowest point on.</param>
public sealed record LinePlotSpec(
    string Name, string Title, string X, string Y, string XTitle, string YTitle, string SeriesBy, string SeriesTitle,
    IReadOnlyDictionary<string, string> SeriesLabels, string? PanelBy,
    IReadOnlyDictionary<string, string> PanelLabels, AxisScale XScale, AxisScale YScale,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Where, IReadOnlyDictionary<string, string> Expected, IReadOnlyList<double> Slopes)
    : FigureSpec(Name, Title)
{
    public override IEnumerable<string> Tags => [X, SeriesBy, .. Where.Keys, .. PanelBy is null ? (string[])[] : [PanelBy]];

    public override IEnumerable<string> Metrics => [Y, .. Expected.Values];

    internal static LinePlotSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "x", "y", "x_title", "y_title", "series_by", "series_title", "series_labels", "panel_by", "panel_labels", "x_scale", "y_scale",
            "expected", "slopes");
        return new LinePlotSpec(
            name,
            FigureKeys.TitleOf(place),
            place.Require("x").Text,
            place.Require("y").Text,
            place.Require("x_title").Text,
            place.Require("y_title").Text,
            place.Require("series_by").Text,
            FigureKeys.SeriesTitleOf(place),
            FigureKeys.LabelsOf(place, "series_labels"),
            place.Find("panel_by")?.Text,
            FigureKeys.LabelsOf(place, "panel_labels"),
            FigureKeys.ScaleOf(place.Find("x_scale")),
            FigureKeys.ScaleOf(place.Find("y_scale")),
            FigureKeys.WhereOf(place),
            FigureKeys.LabelsOf(place, "expected"),
            [.. place.Find("slopes")?.Items.Select(item => item.Number) ?? []]);
    }
}
