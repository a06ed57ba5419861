namespace GcActors.Experiments.Running;

/// <summary>The distribution of single stops or iterations, pooled over the blocks of a cell that count.</summary>
/// <param name="Name">File name without extension.</param>
/// <param name="Title">First line.</param>
/// <param name="IsPercentiles">Time over percentile, which shows the tail; else the share of values up to a time.</param>
/// <param name="Quantity">One of <see cref="Quantities"/>.</param>
/// <param name="SeriesBy">Tag whose levels are lines.</param>
/// <param name="SeriesTitle">What the legend calls that tag.</param>
/// <param name="PanelBy">Tag whose levels stand side by side; null: one panel.</param>
/// <param name="Labels">What a level of panels or series is called.</param>
/// <param name="Where">Levels drawn, by tag; a tag that is absent is not restricted.</param>
public sealed record CurvesSpec(
    string Name, string Title, bool IsPercentiles, string Quantity, string SeriesBy, string SeriesTitle, string? PanelBy,
    IReadOnlyDictionary<string, string> Labels, IReadOnlyDictionary<string, IReadOnlyList<string>> Where)
    : FigureSpec(Name, Title)
{
    /// <summary>Of stops of the world: pause and time to stop; of iterations: wall and CPU time.</summary>
    public static IReadOnlyList<string> Quantities { get; } = ["pause_ns", "time_to_stop_ns", "wall_ns", "cpu_ns"];

    public override IEnumerable<string> Tags => [SeriesBy, .. Where.Keys, .. PanelBy is null ? (string[])[] : [PanelBy]];

    public override IEnumerable<string> Metrics => [];

    internal static CurvesSpec ReadEcdf(string name, YamlPlace place) => Read(name, place, isPercentiles: false);

    internal static CurvesSpec ReadPercentiles(string name, YamlPlace place) => Read(name, place, isPercentiles: true);

    private static CurvesSpec Read(string name, YamlPlace place, bool isPercentiles)
    {
        FigureKeys.AllowOnly(place, "quantity", "series_by", "series_title", "panel_by", "labels");
        YamlPlace quantity = place.Require("quantity");
        return new CurvesSpec(
            name,
            FigureKeys.TitleOf(place),
            isPercentiles,
            Quantities.Contains(quantity.Text)
                ? quantity.Text
                : throw quantity.Error($"'{quantity.Text}' is no quantity of a distribution: {string.Join(", ", Quantities)}"),
            place.Require("series_by").Text,
            FigureKeys.SeriesTitleOf(place),
            place.Find("panel_by")?.Text,
            FigureKeys.LabelsOf(place, "labels"),
            FigureKeys.WhereOf(place));
    }
}
