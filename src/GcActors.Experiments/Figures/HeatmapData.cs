using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="Heatmap"/>, one line a cell.</summary>
public static class HeatmapData
{
    public static FigureData Of(Heatmap map) => new(
        ["panel", "row", "column", "cell", "unit", "value", "low", "high", "conclusive", "reason"],
        [.. map.Panels.SelectMany(panel => panel.Rows.SelectMany(row => map.Columns.Zip(row.Cells).Where(place => place.Second is not null)
            .Select(IReadOnlyList<object?> (place) => Line(map, panel, row, place.First, place.Second!))))]);

    public static string VegaLiteOf(Heatmap map)
    {
        JsonObject shared = new() { ["x"] = VegaLite.Nominal("column"), ["y"] = VegaLite.Nominal("row") };
        JsonObject view = VegaLite.Layers(
            shared,
            VegaLite.Layer("rect", new JsonObject { ["color"] = VegaLite.Quantity("value", map.Unit, map.Scale) }, "datum.conclusive"),
            VegaLite.Layer("text", new JsonObject { ["text"] = new JsonObject { ["field"] = "value", ["format"] = ".3~s" } }));
        return VegaLite.Write(map.Title, map.Caption, Of(map), VegaLite.Faceted("panel", map.Panels.Count > 1, view, hasRows: true));
    }

    private static IReadOnlyList<object?> Line(Heatmap map, HeatmapPanel panel, HeatmapRow row, string column, HeatmapCell cell) =>
        [panel.Label, row.Label, column, cell.Cell, map.Unit, cell.Value.Value, cell.Value.Low, cell.Value.High, cell.Value.IsConclusive, cell.Value.Reason];
}
