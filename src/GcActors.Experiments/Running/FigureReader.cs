using GcActors.Core.Wording;

namespace GcActors.Experiments.Running;

/// <summary>Reads an entry of <c>figures</c>: the catalogue of kinds.</summary>
internal static class FigureReader
{
    private const string Default = "dots";

    private static readonly Dictionary<string, Func<string, YamlPlace, FigureSpec>> s_kinds = new(StringComparer.Ordinal)
    {
        [Default] = DotPlotSpec.Read,
        ["lines"] = LinePlotSpec.Read,
        ["bars"] = BarsSpec.Read,
        ["stacked"] = StackedBarsSpec.Read,
        ["ecdf"] = CurvesSpec.ReadEcdf,
        ["percentiles"] = CurvesSpec.ReadPercentiles,
        ["heatmap"] = HeatmapSpec.Read,
        ["raster"] = RasterSpec.Read,
    };

    /// <exception cref="ExperimentFileException">With file, line and column.</exception>
    public static FigureSpec Read(string name, YamlPlace place)
    {
        string kind = place.Find("kind")?.Text ?? Default;
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
}
