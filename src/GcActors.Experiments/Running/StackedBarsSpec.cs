namespace GcActors.Experiments.Running;

/// <summary>A cost in parts: a bar a row, a segment a part.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="Parts">Metrics of one unit, from the axis outwards.</param>
/// <param name="Whole">Metric that the parts should add up to; null: none is marked.</param>
/// <param name="Residual">Metric of what no part explains, drawn last and hatched; null: none.</param>
/// <param name="RowBy">Tag whose levels are bars.</param>
/// <param name="GroupBy">Tag whose levels are panels of bars; null: one panel.</param>
/// <param name="GroupLabels">What a panel is called, by level.</param>
/// <param name="PartLabels">What a part is called, by metric.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
public sealed record StackedBarsSpec(
    string Name, string Title, IReadOnlyList<string> Parts, string? Whole, string? Residual, string RowBy, string? GroupBy,
    IReadOnlyDictionary<string, string> GroupLabels, IReadOnlyDictionary<string, string> PartLabels,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
    : FigureSpec(Name, Title)
{
    /// <summary>Bars of others, by label: a value a part, in the unit of the axis. In a panel of their own, below ours.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<double>> Published { get; init; } = new Dictionary<string, IReadOnlyList<double>>();

    public override IEnumerable<string> Tags => [RowBy, .. Where.Keys, .. GroupBy is null ? (string[])[] : [GroupBy]];

    public override IEnumerable<string> Metrics => Parts.Concat(new[] { Residual, Whole }.OfType<string>());

    internal static StackedBarsSpec Read(string name, YamlPlace place)
    {
        FigureKeys.AllowOnly(place, "parts", "whole", "residual", "row_by", "group_by", "group_labels", "part_labels", "published");
        YamlPlace parts = place.Require("parts");
        return new StackedBarsSpec(
            name,
            FigureKeys.TitleOf(place),
            parts.TextItems.Count > 0 ? parts.TextItems : throw parts.Error("at least one part is needed"),
            place.Find("whole")?.Text,
            place.Find("residual")?.Text,
            place.Require("row_by").Text,
            place.Find("group_by")?.Text,
            FigureKeys.LabelsOf(place, "group_labels"),
            FigureKeys.LabelsOf(place, "part_labels"),
            FigureKeys.WhereOf(place))
        {
            Published = place.Find("published")?.Entries.ToDictionary(e => e.Key, e => ValuesOf(e.Value, parts.TextItems.Count)) ?? [],
        };
    }

    private static IReadOnlyList<double> ValuesOf(YamlPlace values, int parts) => values.Items.Count == parts
        ? [.. values.Items.Select(item => item.Number)]
        : throw values.Error($"there are {values.Items.Count} values for {parts} parts");
}
