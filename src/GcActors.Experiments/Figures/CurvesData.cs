using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of <see cref="Curves"/>, one line a drawn step.</summary>
public static class CurvesData
{
    public static FigureData Of(Curves curves) => new(
        ["panel", "series", "cell", "values", "ms", "share"],
        [.. curves.Panels.SelectMany(panel => panel.Lines.SelectMany(line => line.Steps().Select(IReadOnlyList<object?> (step) =>
            [panel.Label, curves.Series[line.Series], line.Cell, line.SortedMs.Count, step.Ms, step.Share])))]);

    public static string VegaLiteOf(Curves curves)
    {
        JsonObject time = VegaLite.Quantity("ms", curves.TimeLabel, AxisScale.Log10);
        JsonObject share = VegaLite.Quantity("share", "share of all");
        JsonObject view = new()
        {
            ["mark"] = new JsonObject { ["type"] = "line", ["interpolate"] = "step-after" },
            ["encoding"] = new JsonObject
            {
                ["x"] = curves.IsPercentiles ? share : time,
                ["y"] = curves.IsPercentiles ? time.DeepClone() : share.DeepClone(),
                ["color"] = VegaLite.Nominal("series"),
                ["strokeDash"] = VegaLite.Nominal("series"),
            },
        };
        return VegaLite.Write(curves.Title, curves.Caption, Of(curves), VegaLite.Faceted("panel", curves.Panels.Count > 1, view));
    }
}
