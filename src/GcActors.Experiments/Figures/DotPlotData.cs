using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="DotPlot"/>: one line for each estimate and one for each block value.</summary>
public static class DotPlotData
{
    public static FigureData Of(DotPlot plot) => new(
        ["panel", "axis", "group", "row", "series", "cell", "what", "point", "value", "low", "high", "conclusive", "reason"],
        [.. plot.Groups.SelectMany(group => group.Rows.SelectMany(row => row.Marks.SelectMany(mark => RowsOf(plot, group, row, mark))))]);

    public static string VegaLiteOf(DotPlot plot)
    {
        JsonObject[] panels = [.. plot.Panels.Select(panel => PanelOf(panel))];
        return VegaLite.Write(plot.Title, plot.Caption, Of(plot), new JsonObject { ["hconcat"] = new JsonArray([.. panels]) });
    }

    private static JsonObject PanelOf(DotPlotPanel panel)
    {
        JsonObject x = VegaLite.Quantity("value", panel.AxisLabel, panel.Scale);
        JsonObject shared = new() { ["y"] = VegaLite.Nominal("row"), ["color"] = VegaLite.Nominal("series"), ["yOffset"] = VegaLite.Nominal("series") };
        JsonObject low = (JsonObject)x.DeepClone();
        low["field"] = "low";
        JsonObject view = VegaLite.Layers(
            shared,
            VegaLite.Layer("circle", new JsonObject { ["x"] = x.DeepClone(), ["opacity"] = new JsonObject { ["value"] = 0.4 } }, VegaLite.Placed("value", panel.Scale, "datum.what === 'block'")),
            VegaLite.Layer("rule", new JsonObject { ["x"] = low, ["x2"] = VegaLite.Field("high") }, VegaLite.Placed("low", panel.Scale, "datum.what === 'estimate'")),
            VegaLite.Layer("point", new JsonObject { ["x"] = x, ["shape"] = VegaLite.Nominal("series") }, VegaLite.Placed("value", panel.Scale, "datum.what === 'estimate'")));
        JsonObject faceted = VegaLite.Faceted("group", isFaceted: true, view, hasRows: true);
        faceted["title"] = panel.Title;
        faceted["transform"] = new JsonArray(new JsonObject { ["filter"] = new JsonObject { ["field"] = "panel", ["equal"] = panel.Title } });
        return faceted;
    }

    private static IEnumerable<IReadOnlyList<object?>> RowsOf(DotPlot plot, DotPlotGroup group, DotPlotRow row, DotPlotMark mark)
    {
        DotPlotPanel panel = plot.Panels[mark.Panel];
        object?[] place = [panel.Title, panel.AxisLabel, group.Label, row.Label, plot.Series[mark.Series], mark.Cell];
        yield return [.. place, "estimate", null, mark.Value, mark.Low, mark.High, mark.IsConclusive, mark.Reason];
        for (int point = 0; point < mark.BlockValues.Count; point++)
            yield return [.. place, "block", point, mark.BlockValues[point], null, null, null, null];
    }
}
