using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <summary>Keys that kinds of figures share.</summary>
internal static class FigureKeys
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_everywhere = [];

    public static IReadOnlyDictionary<string, string> NoLabels { get; } = new Dictionary<string, string>();

    public static void AllowOnly(YamlPlace place, params string[] keys) => place.AllowOnly(["kind", "title", "width", "where", .. keys]);

    public static string TitleOf(YamlPlace place) => place.Require("title").Text.Trim();

    public static string SeriesTitleOf(YamlPlace place) => place.Find("series_title")?.Text ?? place.Require("series_by").Text;

    public static IReadOnlyDictionary<string, string> LabelsOf(YamlPlace place, string key) => place.Find(key)?.Texts ?? NoLabels;

    public static IReadOnlyDictionary<string, IReadOnlyList<string>> WhereOf(YamlPlace place) => place.Find("where")?.Levels ?? s_everywhere;

    public static AxisScale ScaleOf(YamlPlace? scale, AxisScale otherwise = AxisScale.Linear) => scale?.Text switch
    {
        null => otherwise,
        "linear" => AxisScale.Linear,
        "log" or "log10" => AxisScale.Log10,
        "log2" => AxisScale.Log2,
        _ => throw scale.Error($"'{scale.Text}' is no scale: linear, log (of ten) or log2"),
    };
}
