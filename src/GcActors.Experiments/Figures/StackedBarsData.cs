using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of <see cref="StackedBars"/>: one line a part of a bar, and one for its whole.</summary>
public static class StackedBarsData
{
    public static FigureData Of(StackedBars bars) => new(
        ["group", "row", "cell", "part", "says", "unit", "from", "to", "value", "low", "high", "conclusive", "reason"],
        [.. bars.Groups.SelectMany(group => group.Rows.SelectMany(row => RowsOf(bars, group, row)))]);

    public static string VegaLiteOf(StackedBars bars)
    {
        JsonObject bar = VegaLite.Layer("bar", new JsonObject
        {
            ["x"] = VegaLite.Quantity("from", bars.AxisLabel),
            ["x2"] = VegaLite.Field("to"),
            ["color"] = VegaLite.Nominal("part"),
            ["tooltip"] = new JsonArray(VegaLite.Field("part"), VegaLite.Field("value"), VegaLite.Field("low"), VegaLite.Field("high")),
        }, "datum.part !== 'whole'");
        JsonObject whole = VegaLite.Layer("tick", new JsonObject { ["x"] = VegaLite.Quantity("value", bars.AxisLabel) }, "datum.part === 'whole'");
        JsonObject interval = VegaLite.Layer("rule", new JsonObject
        {
            ["x"] = VegaLite.Quantity("low", bars.AxisLabel), ["x2"] = VegaLite.Field("high"),
        }, "datum.part === 'whole'");
        JsonObject view = VegaLite.Layers(new JsonObject { ["y"] = VegaLite.Nominal("row") }, bar, whole, interval);
        return VegaLite.Write(bars.Title, bars.Caption, Of(bars), VegaLite.Faceted("group", bars.Groups.Count > 1, view, hasRows: true));
    }

    private static IEnumerable<IReadOnlyList<object?>> RowsOf(StackedBars bars, StackedGroup group, StackedRow row)
    {
        Dictionary<int, (double From, double To)> ends = row.Segments().ToDictionary(s => s.Part, s => (s.From, s.To));
        for (int part = 0; part < row.Values.Count; part++)
        {
            (double from, double to) = ends.GetValueOrDefault(part, (double.NaN, double.NaN));
            yield return Line(bars, group, row, bars.Parts[part].Name, bars.Parts[part].Label, from, to, row.Values[part]);
        }

        if (row.Whole is { } whole)
            yield return Line(bars, group, row, "whole", "what the parts should add up to", double.NaN, double.NaN, whole);
    }

    private static IReadOnlyList<object?> Line(
        StackedBars bars, StackedGroup group, StackedRow row, string part, string says, double from, double to, PlotValue value) =>
        [group.Label, row.Label, row.Cell, part, says, bars.AxisLabel, from, to, value.Value, value.Low, value.High, value.IsConclusive, value.Reason];
}
