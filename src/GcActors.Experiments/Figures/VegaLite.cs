using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>Figures as Vega-Lite v5 specifications: plain data with the values in it, for who wants to draw them in a style of their own.</summary>
internal static class VegaLite
{
    private static readonly JsonSerializerOptions s_format = new(TrialLog.LineFormat) { WriteIndented = true };

    public static string Write(string title, string caption, FigureData data, JsonObject view)
    {
        var spec = new JsonObject
        {
            ["$schema"] = "https://vega.github.io/schema/vega-lite/v5.json",
            ["title"] = title,
            ["description"] = caption,
            ["data"] = new JsonObject { ["values"] = data.Json },
            ["config"] = new JsonObject { ["range"] = new JsonObject { ["category"] = new JsonArray([.. Palette.All]) } },
        };
        foreach ((string key, JsonNode? value) in view)
            spec[key] = value?.DeepClone();
        return spec.ToJsonString(s_format) + "\n";
    }

    public static JsonObject Layers(JsonObject shared, params JsonObject[] layers) =>
        new() { ["encoding"] = shared, ["layer"] = new JsonArray([.. layers]) };

    public static JsonObject Layer(string mark, JsonObject encoding, string? filter = null)
    {
        var layer = new JsonObject { ["mark"] = mark, ["encoding"] = encoding };
        if (filter is not null)
            layer["transform"] = new JsonArray(new JsonObject { ["filter"] = filter });
        return layer;
    }

    /// <summary>What has no place on a logarithmic axis is left out: a reader would draw the axis down to zero, and nothing else.</summary>
    /// <param name="field">On the axis.</param>
    /// <param name="scale">Of the axis.</param>
    /// <param name="filter">What must hold, too.</param>
    public static string? Placed(string field, AxisScale scale, string? filter = null) =>
        scale == AxisScale.Linear ? filter : filter is null ? $"datum.{field} > 0" : $"datum.{field} > 0 && {filter}";

    /// <summary>The view again for each level of a column, each with the rows that it has; the view itself where there is one only.</summary>
    public static JsonObject Faceted(string column, bool isFaceted, JsonObject view, bool hasRows = false)
    {
        if (!isFaceted)
            return view;
        var faceted = new JsonObject { ["facet"] = new JsonObject { ["row"] = Nominal(column) }, ["spec"] = view };
        if (hasRows)
            faceted["resolve"] = new JsonObject { ["scale"] = new JsonObject { ["y"] = "independent" } };
        return faceted;
    }

    public static JsonObject Nominal(string field) => new() { ["field"] = field, ["type"] = "nominal", ["sort"] = null };

    public static JsonObject Quantity(string field, string title, AxisScale scale = AxisScale.Linear)
    {
        var channel = new JsonObject { ["field"] = field, ["type"] = "quantitative", ["title"] = title };
        if (scale != AxisScale.Linear)
            channel["scale"] = new JsonObject { ["type"] = "log", ["base"] = scale == AxisScale.Log2 ? 2 : 10 };
        return channel;
    }

    public static JsonObject Field(string field) => new() { ["field"] = field };
}
