using System.Text.Json.Nodes;

namespace GcActors.Experiments.GcLogs;

/// <summary>Statistics of a log as JSON; every key is always there, units stand last in the names.</summary>
public static class GcLogStatisticsJson
{
    public static JsonObject Of(GcLogStatistics statistics) => new()
    {
        ["file"] = statistics.Log.File,
        ["dialect"] = GcLogTarget.Dialects[(int)statistics.Log.Dialect],
        ["trials"] = Strings(statistics.Log.Trials),
        ["virtual_time"] = statistics.Log.IsVirtualTime,
        ["scope"] = statistics.IsMeasuredOnly ? GcLogStatistics.Measured : "all",
        ["time_ns"] = statistics.TimeNs,
        ["throughput_percent"] = statistics.ThroughputPercent,
        ["collections"] = statistics.Collections,
        ["quantiles"] = PauseSummary.QuantileMethod,
        ["pauses"] = Of(statistics.Pauses),
        ["peak_heap_bytes"] = statistics.PeakHeapBytes,
        ["peak_mapped_bytes"] = statistics.PeakMappedBytes,
        ["last_heap_bytes_after_full"] = statistics.LastHeapBytesAfterFull,
        ["most_heap_bytes_after_full"] = statistics.MostHeapBytesAfterFull,
        ["kinds"] = Array(statistics.Kinds, Of),
        ["causes"] = Array(statistics.Causes, Of),
        ["phases"] = Array(statistics.Phases, Of),
        ["last_to_stop"] = Array(statistics.LastToStop, Of),
        ["trial_phases"] = Array(statistics.TrialPhases, Of),
        ["missing"] = new JsonObject(statistics.Missing().Select(m => KeyValuePair.Create(m.What, (JsonNode?)m.Why))),
        ["lines"] = statistics.Log.Lines,
        ["other_lines"] = statistics.Log.OtherLines,
        ["torn"] = statistics.Log.IsTorn,
        ["unfinished"] = statistics.Log.Unfinished,
    };

    private static JsonObject Of(KindSummary kind)
    {
        JsonObject json = new() { ["kind"] = kind.Kind, ["generation"] = kind.Generation };
        foreach ((string key, JsonNode? value) in Of(kind.Pauses).ToArray())
            json[key] = value?.DeepClone();
        json["unreachable_objects"] = kind.Unreachable;
        json["uncollectable_objects"] = kind.Uncollectable;
        return json;
    }

    private static JsonObject Of(PauseSummary pauses) => new()
    {
        ["count"] = pauses.Count,
        ["total_ns"] = pauses.TotalNs,
        ["p50_ns"] = pauses.P50Ns,
        ["p90_ns"] = pauses.P90Ns,
        ["p99_ns"] = pauses.P99Ns,
        ["p99.9_ns"] = pauses.P999Ns,
        ["max_ns"] = pauses.MaxNs,
    };

    private static JsonObject Of(NamedTime time) =>
        new() { ["name"] = time.Name, ["count"] = time.Count, ["total_ns"] = time.TotalNs, ["max_ns"] = time.MaxNs };

    private static JsonObject Of(GcTrialPhase phase) => new() { ["name"] = phase.Name, ["time_ns"] = phase.Ns, ["stops"] = phase.Stops };

    private static JsonArray Strings(IEnumerable<string> texts) => [.. texts.Select(text => (JsonNode?)text)];

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonObject> convert) => [.. items.Select(convert)];
}
