using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of <see cref="Bars"/>, one line a bar.</summary>
public static class BarsData
{
    public static FigureData Of(Bars bars) => new(
        ["panel", "group", "series", "cell", "unit", "value", "low", "high", "predicted_low", "predicted_high", "conclusive", "reason"],
        [.. bars.Panels.SelectMany(panel => panel.Groups.SelectMany(group => group.Bars.Select(IReadOnlyList<object?> (bar) =>
        [
            panel.Label, group.Label, bars.Series[bar.Series], bar.Cell, bars.AxisLabel, bar.Value.Value, bar.Value.Low, bar.Value.High,
            bar.Predicted?.Low, bar.Predicted?.High, bar.Value.IsConclusive, bar.Value.Reason,
        ])))]);

    public static string VegaLiteOf(Bars bars)
    {
        JsonObject shared = new() { ["x"] = VegaLite.Nominal("group"), ["xOffset"] = VegaLite.Nominal("series"), ["color"] = VegaLite.Nominal("series") };
        JsonObject view = VegaLite.Layers(
            shared,
            VegaLite.Layer("bar", new JsonObject { ["y"] = VegaLite.Quantity("value", bars.AxisLabel, bars.Scale) }),
            VegaLite.Layer("rule", new JsonObject
            {
                ["y"] = VegaLite.Quantity("low", bars.AxisLabel, bars.Scale), ["y2"] = VegaLite.Field("high"),
                ["color"] = new JsonObject { ["value"] = "black" },
            }, VegaLite.Placed("low", bars.Scale)));
        return VegaLite.Write(bars.Title, bars.Caption, Of(bars), VegaLite.Faceted("panel", bars.Panels.Count > 1, view));
    }
}
