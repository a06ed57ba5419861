using System.Text.Json.Nodes;

namespace GcActors.Experiments.Figures;

/// <summary>The data of a <see cref="Raster"/>, one line a collection.</summary>
public static class RasterData
{
    public static FigureData Of(Raster raster) => new(
        ["group", "machine", "place", "generation"],
        [.. raster.Groups.SelectMany(group => group.Lanes.SelectMany(lane =>
            lane.Events.Select(IReadOnlyList<object?> (e) => [group.Label, lane.Machine, e.X, e.Generation])))]);

    public static string VegaLiteOf(Raster raster)
    {
        JsonObject view = VegaLite.Layer("tick", new JsonObject
        {
            ["x"] = VegaLite.Quantity("place", raster.XTitle), ["y"] = VegaLite.Nominal("machine"), ["color"] = VegaLite.Nominal("generation"),
        });
        return VegaLite.Write(raster.Title, raster.Caption, Of(raster), VegaLite.Faceted("group", raster.Groups.Count > 1, view));
    }
}
