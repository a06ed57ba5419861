using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <summary>A metric over two tags.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="Metric">Darker is more.</param>
/// <param name="RowBy">Tag whose levels are rows.</param>
/// <param name="ColumnBy">Tag whose levels are columns.</param>
/// <param name="PanelBy">Tag whose levels stand below each other; null: one panel.</param>
/// <param name="Scale">Of the shades.</param>
/// <param name="Labels">What a level is called.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
public sealed record HeatmapSpec(
    string Name, string Title, string Metric, string RowBy, string ColumnBy, string? PanelBy, AxisScale Scale,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
    : FigureSpec(Name, Title)
{
    public override IEnumerable<string> Tags => [RowBy, ColumnBy, .. Where.Keys, .. PanelBy is null ? (string[])[] : [PanelBy]];

    public override IEnumerable<string> Metrics => [Metric];

    internal static HeatmapSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "metric", "row_by", "column_by", "panel_by", "scale", "labels");
        return new HeatmapSpec(
            name,
            FigureKeys.TitleOf(place),
            place.Require("metric").Text,
            place.Require("row_by").Text,
            place.Require("column_by").Text,
            place.Find("panel_by")?.Text,
            FigureKeys.ScaleOf(place.Find("scale")),
            FigureKeys.LabelsOf(place, "labels"),
            FigureKeys.WhereOf(place));
    }
}
