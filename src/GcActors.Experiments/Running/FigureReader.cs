namespace GcActors.Experiments.Running;

/// <summary>Reads an entry of <c>figures</c>.</summary>
internal static class FigureReader
{
    private static readonly Dictionary<string, IReadOnlyList<string>> s_everywhere = [];
    private static readonly Dictionary<string, string> s_none = [];

    /// <exception cref="ExperimentFileException">With file, line and column.</exception>
    public static FigureSpec Read(string name, YamlPlace place) => place.Find("kind")?.Text switch
    {
        null or "dots" => ReadDots(name, place),
        "lines" => ReadLines(name, place),
        "raster" => ReadRaster(name, place),
        var kind => throw place.Require("kind").Error($"'kind' is dots, lines or raster, not '{kind}'"),
    };

    private static DotPlotSpec ReadDots(string name, YamlPlace place)
    {
        place.AllowOnly("kind", "title", "group_by", "row_by", "series_by", "series_title", "where", "panels", "group_labels");
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
        place.AllowOnly("kind", "title", "x", "y", "x_title", "y_title", "series_by", "series_title", "series_labels", "panel_by", "panel_labels", "x_scale", "y_scale",
            "where", "expected", "slopes");
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
            IsLogarithmic(place.Find("x_scale")),
            IsLogarithmic(place.Find("y_scale")),
            WhereOf(place),
            place.Find("expected")?.Texts ?? s_none,
            [.. place.Find("slopes")?.Items.Select(item => item.Number) ?? []]);
    }

    private static RasterSpec ReadRaster(string name, YamlPlace place)
    {
        place.AllowOnly("kind", "title", "row_by", "x_title", "where");
        return new RasterSpec(name, TitleOf(place), place.Require("row_by").Text, place.Require("x_title").Text, WhereOf(place));
    }

    private static FigurePanel ReadPanel(YamlPlace place)
    {
        place.AllowOnly("metric", "title", "scale", "line", "least");
        return new FigurePanel(place.Require("metric").Text, TitleOf(place), IsLogarithmic(place.Find("scale")),
            place.Find("line")?.Number ?? 0, place.Find("least")?.Number);
    }

    private static string TitleOf(YamlPlace place) => place.Require("title").Text.Trim();

    private static string SeriesTitleOf(YamlPlace place) => place.Find("series_title")?.Text ?? place.Require("series_by").Text;

    private static IReadOnlyDictionary<string, IReadOnlyList<string>> WhereOf(YamlPlace place) => place.Find("where")?.Levels ?? s_everywhere;

    private static bool IsLogarithmic(YamlPlace? scale) => scale?.Text switch
    {
        null or "linear" => false,
        "log" => true,
        _ => throw scale.Error($"'{scale.Text}' is no scale: linear or log"),
    };
}
