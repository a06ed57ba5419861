using GcActors.Core.Wording;
using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Running;

/// <summary>Reads an entry of <c>figures</c>.</summary>
internal static class FigureReader
{
    private const string Dots = "dots";

    private static readonly Dictionary<string, Func<string, YamlPlace, FigureSpec>> s_kinds = new(StringComparer.Ordinal)
    {
        [Dots] = ReadDots, ["lines"] = ReadLines, ["raster"] = ReadRaster, ["stacked"] = ReadStacked,
    };

    private static readonly Dictionary<string, IReadOnlyList<string>> s_everywhere = [];
    private static readonly Dictionary<string, string> s_none = [];

    /// <exception cref="ExperimentFileException">With file, line and column.</exception>
    public static FigureSpec Read(string name, YamlPlace place)
    {
        string kind = place.Find("kind")?.Text ?? Dots;
        if (!s_kinds.TryGetValue(kind, out Func<string, YamlPlace, FigureSpec>? read))
            throw place.Require("kind").Error($"unknown kind of figure '{kind}'{NearestName.Hint(kind, s_kinds.Keys, "there are")}");
        return read(name, place) with { IsColumn = IsColumn(place.Find("width")) };
    }

    private static bool IsColumn(YamlPlace? width) => width?.Text switch
    {
        null or "page" => false,
        "column" => true,
        _ => throw width.Error($"'{width.Text}' is no width: column (84 mm) or page (178 mm)"),
    };

    private static void AllowOnly(YamlPlace place, params string[] keys) => place.AllowOnly(["kind", "title", "width", "where", .. keys]);

    private static DotPlotSpec ReadDots(string name, YamlPlace place)
    {
        AllowOnly(place, "group_by", "row_by", "series_by", "series_title", "panels", "group_labels");
        return new DotPlotSpec(
            name,
            TitleOf(place),
            place.Require("group_by").Text,
            place.Require("row_by").Text,
            place.Require("series_by").Text,
            SeriesTitleOf(place),
            WhereOf(place),
            [.. place.Require("panels").Items.Select(ReadPanel)],
            place.Find("group_labels")?.Texts ?? s_none);
    }

    private static LinePlotSpec ReadLines(string name, YamlPlace place)
    {
        AllowOnly(place, "x", "y", "x_title", "y_title", "series_by", "series_title", "series_labels", "panel_by", "panel_labels", "x_scale", "y_scale",
            "expected", "slopes");
        return new LinePlotSpec(
            name,
            TitleOf(place),
            place.Require("x").Text,
            place.Require("y").Text,
            place.Require("x_title").Text,
            place.Require("y_title").Text,
            place.Require("series_by").Text,
            SeriesTitleOf(place),
            place.Find("series_labels")?.Texts ?? s_none,
            place.Find("panel_by")?.Text,
            place.Find("panel_labels")?.Texts ?? s_none,
            ScaleOf(place.Find("x_scale")),
            ScaleOf(place.Find("y_scale")),
            WhereOf(place),
            place.Find("expected")?.Texts ?? s_none,
            [.. place.Find("slopes")?.Items.Select(item => item.Number) ?? []]);
    }

    private static StackedBarsSpec ReadStacked(string name, YamlPlace place)
    {
        AllowOnly(place, "parts", "whole", "residual", "row_by", "group_by", "group_labels", "part_labels");
        YamlPlace parts = place.Require("parts");
        return new StackedBarsSpec(
            name,
            TitleOf(place),
            parts.TextItems.Count > 0 ? parts.TextItems : throw parts.Error("at least one part is needed"),
            place.Find("whole")?.Text,
            place.Find("residual")?.Text,
            place.Require("row_by").Text,
            place.Find("group_by")?.Text,
            place.Find("group_labels")?.Texts ?? s_none,
            place.Find("part_labels")?.Texts ?? s_none,
            WhereOf(place));
    }

    private static RasterSpec ReadRaster(string name, YamlPlace place)
    {
        AllowOnly(place, "row_by", "x_title");
        return new RasterSpec(name, TitleOf(place), place.Require("row_by").Text, place.Require("x_title").Text, WhereOf(place));
    }

    private static FigurePanel ReadPanel(YamlPlace place)
    {
        place.AllowOnly("metric", "title", "scale", "line", "least");
        return new FigurePanel(place.Require("metric").Text, TitleOf(place), ScaleOf(place.Find("scale")),
            place.Find("line")?.Number ?? 0, place.Find("least")?.Number);
    }

    private static string TitleOf(YamlPlace place) => place.Require("title").Text.Trim();

    private static string SeriesTitleOf(YamlPlace place) => place.Find("series_title")?.Text ?? place.Require("series_by").Text;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> WhereOf(YamlPlace place) => place.Find("where")?.Levels ?? s_everywhere;

    private static AxisScale ScaleOf(YamlPlace? scale) => scale?.Text switch
    {
        null or "linear" => AxisScale.Linear,
        "log" or "log10" => AxisScale.Log10,
        "log2" => AxisScale.Log2,
        _ => throw scale.Error($"'{scale.Text}' is no scale: linear, log (of ten) or log2"),
    };
}
