using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Exporting;

/// <summary>
/// What <c>hyperfine --export-json</c> writes, times in seconds: a result a cell, a time an invocation (the median of its iterations),
/// since iterations inside a process are not independent. User and system time are not told apart here, so they are null.
/// </summary>
internal static class HyperfineExport
{
    private const double NsPerSecond = 1e9;

    private static readonly JsonSerializerOptions s_format = new(TrialLog.LineFormat) { WriteIndented = true };

    public static string Write(ExportedRun run) => new JsonObject
    {
        ["results"] = new JsonArray([.. run.CountedByCell().Select(JsonNode (cell) => ResultOf(run, cell.Key, [.. cell]))]),
    }.ToJsonString(s_format) + "\n";

    private static JsonObject ResultOf(ExportedRun run, string cell, ResultRow[] rows)
    {
        double[] times = [.. rows.Select(row => Median.Of(row.Iterations("wall_ns")) / NsPerSecond)];
        double mean = times.Average();
        return new JsonObject
        {
            ["command"] = cell,
            ["mean"] = mean,
            ["stddev"] = times.Length > 1 ? Math.Sqrt(times.Sum(t => (t - mean) * (t - mean)) / (times.Length - 1)) : null,
            ["median"] = Median.Of(times),
            ["user"] = null,
            ["system"] = null,
            ["min"] = times.Min(),
            ["max"] = times.Max(),
            ["times"] = new JsonArray([.. times.Select(JsonNode (time) => JsonValue.Create(time))]),
            ["exit_codes"] = new JsonArray([.. times.Select(JsonNode (_) => JsonValue.Create(0))]),
            ["parameters"] = new JsonObject(run.Tags.GetValueOrDefault(cell, ExportedRun.NoTags).Select(tag => KeyValuePair.Create(tag.Key, (JsonNode?)tag.Value))),
        };
    }
}
