using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Exporting;

/// <summary>
/// A benchmark suite of pyperf (its documentation, "pyperf JSON", version 1.0): a benchmark a cell, a run a process, a value an iteration,
/// in seconds. Only what counts is in it.
/// </summary>
internal static class PyperfExport
{
    private const double NsPerSecond = 1e9;

    private static readonly JsonSerializerOptions s_format = new(TrialLog.LineFormat) { WriteIndented = true };

    public static string Write(ExportedRun run) => new JsonObject
    {
        ["version"] = "1.0",
        ["metadata"] = Metadata(run.Run),
        ["benchmarks"] = new JsonArray([.. run.CountedByCell().Select(JsonNode (cell) => new JsonObject
        {
            ["metadata"] = new JsonObject { ["name"] = cell.Key, ["unit"] = "second", ["loops"] = 1, ["inner_loops"] = 1 },
            ["runs"] = new JsonArray([.. cell.Select(JsonNode (row) => RunOf(row))]),
        })]),
    }.ToJsonString(s_format) + "\n";

    private static JsonObject RunOf(ResultRow row)
    {
        var metadata = new JsonObject { ["block"] = row.Block, ["order_index"] = row.Number("order_index") };
        if (DateOf(row) is { } date)
            metadata["date"] = date;
        if (row.Number("load_before") is { } load)
            metadata["load_avg_1min"] = load;
        metadata["duration"] = row.Iterations("wall_ns").Sum() / NsPerSecond;
        return new JsonObject
        {
            ["metadata"] = metadata,
            ["values"] = new JsonArray([.. row.Iterations("wall_ns").Select(JsonNode (ns) => JsonValue.Create(ns / NsPerSecond))]),
        };
    }

    /// <summary>pyperf reads local times without a zone; ours are UTC.</summary>
    private static string? DateOf(ResultRow row) =>
        DateTime.TryParse(row.Json["started_utc"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out DateTime date)
            ? date.ToString("yyyy-MM-dd HH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : null;

    private static JsonObject Metadata(RunFolder run)
    {
        var metadata = new JsonObject();
        foreach ((string name, JsonNode? value) in new[]
        {
            ("gcactors_experiment", run.Manifest?["experiment"]), ("gcactors_profile", run.Manifest?["profile"]), ("gcactors_commit", run.Manifest?["commit"]),
            ("cpu_model_name", run.Host?["cpu"]?["model"]), ("platform", run.Host?["operating_system"]),
        })
        {
            if (value is not null)
                metadata[name] = value.ToString();
        }

        return metadata;
    }
}
