using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Reads the collections that scenario cells recorded in their rows.</summary>
public static class RasterBuilder
{
    /// <summary>Key of a row: machine → [[place, generation], …].</summary>
    public const string EventsKey = "collection_events";

    public static Raster Build(RasterSpec spec, Experiment experiment, IReadOnlyList<ResultRow> rows)
    {
        Dictionary<string, ResultRow> byCell = rows.Where(row => row.IsPassed).ToDictionary(row => row.Cell);
        IEnumerable<Cell> cells = experiment.Cells.Where(cell => FigureFiles.Draws(spec, spec.Where, cell) && byCell.ContainsKey(cell.Name));
        return new Raster(spec.Title, FigureFiles.Caption(experiment), spec.XTitle,
            [.. cells.Select(cell => new RasterGroup(cell.Tags[spec.RowBy], LanesOf(byCell[cell.Name])))])
        { IsColumn = spec.IsColumn };
    }

    private static RasterLane[] LanesOf(ResultRow row) =>
        [.. (row.Json[EventsKey] as JsonObject ?? []).Select(machine => new RasterLane(machine.Key, EventsOf((JsonArray)machine.Value!)))];

    private static (double X, int Generation)[] EventsOf(JsonArray events) =>
        [.. events.OfType<JsonArray>().Select(e => (e[0]!.GetValue<double>(), e[1]!.GetValue<int>()))];
}
