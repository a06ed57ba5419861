using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="LinePlot"/>, one line a cell.</summary>
public static class LinePlotData
{
    public static FigureData Of(LinePlot plot) => new(
        ["panel", "series", "cell", "x", "y", "low", "high", "expected", "conclusive", "reason"],
        [.. plot.Panels.SelectMany(panel => panel.Points.Select(IReadOnlyList<object?> (point) =>
            [panel.Title, plot.Series[point.Series], point.Cell, point.X, point.Y.Value, point.Y.Low, point.Y.High, point.Expected, point.Y.IsConclusive, point.Y.Reason]))]);

    public static string VegaLiteOf(LinePlot plot)
    {
        JsonObject shared = new() { ["x"] = VegaLite.Quantity("x", plot.XTitle, plot.XScale), ["color"] = VegaLite.Nominal("series") };
        JsonObject y = VegaLite.Quantity("y", plot.YTitle, plot.YScale);
        JsonObject low = VegaLite.Quantity("low", plot.YTitle, plot.YScale);
        JsonObject view = VegaLite.Layers(
            shared,
            VegaLite.Layer("area", new JsonObject { ["y"] = low, ["y2"] = VegaLite.Field("high"), ["opacity"] = new JsonObject { ["value"] = 0.2 } }, VegaLite.Placed("low", plot.YScale)),
            VegaLite.Layer("line", new JsonObject { ["y"] = y.DeepClone() }),
            VegaLite.Layer("point", new JsonObject { ["y"] = y, ["shape"] = VegaLite.Nominal("series") }));
        return VegaLite.Write(plot.Title, plot.Caption, Of(plot), VegaLite.Faceted("panel", plot.Panels.Count > 1, view));
    }
}
