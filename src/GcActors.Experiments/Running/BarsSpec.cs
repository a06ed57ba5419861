using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <summary>Upright bars from zero or one, in groups, a bar a series.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="Metric">How high a bar is.</param>
/// <param name="GroupBy">Tag whose levels are groups of bars.</param>
/// <param name="SeriesBy">Tag whose levels are colours and hatches.</param>
/// <param name="SeriesTitle">What the legend calls that tag.</param>
/// <param name="PanelBy">Tag whose levels stand side by side; null: one panel.</param>
/// <param name="Scale">Of the metric.</param>
/// <param name="ReferenceLine">Zero or one: where bars begin.</param>
/// <param name="Labels">What a level of groups, panels or series is called.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
public sealed record BarsSpec(
    string Name, string Title, string Metric, string GroupBy, string SeriesBy, string SeriesTitle, string? PanelBy, AxisScale Scale, double ReferenceLine,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
    : FigureSpec(Name, Title)
{
    public override IEnumerable<string> Tags => [GroupBy, SeriesBy, .. Where.Keys, .. PanelBy is null ? (string[])[] : [PanelBy]];

    public override IEnumerable<string> Metrics => [Metric];

    internal static BarsSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "metric", "group_by", "series_by", "series_title", "panel_by", "scale", "line", "labels");
        AxisScale scale = FigureKeys.ScaleOf(place.Find("scale"));
        double line = place.Find("line")?.Number ?? (scale == AxisScale.Linear ? 0 : 1);
        if (scale != AxisScale.Linear && line <= 0)
            throw place.Require("line").Error("a bar on a logarithmic scale begins above zero, at 1 as a rule");
        return new BarsSpec(
            name,
            FigureKeys.TitleOf(place),
            place.Require("metric").Text,
            place.Require("group_by").Text,
            place.Require("series_by").Text,
            FigureKeys.SeriesTitleOf(place),
            place.Find("panel_by")?.Text,
            scale,
            line,
            FigureKeys.LabelsOf(place, "labels"),
            FigureKeys.WhereOf(place));
    }
}
