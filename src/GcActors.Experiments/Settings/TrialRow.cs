using System.Text.Json.Nodes;
using GcActors.Core.Protocol;

namespace GcActors.Experiments.Settings;

/// <summary>A trial's report as the JSON object that <c>trial --json</c> prints and that <c>trials.jsonl</c> holds; units stand last in the
/// names. Written by hand: a child process prints one row, and starting a serializer would cost more than the row.</summary>
public static class TrialRow
{
    /// <summary>The outcome that only gates can give.</summary>
    public const string Inconclusive = "inconclusive";

    /// <summary>The row before anything judged it: its outcome is the trial's own, its gates are empty.</summary>
    /// <param name="report">What was measured.</param>
    /// <param name="vocabulary">Fills in the workload's defaults.</param>
    public static JsonObject Of(TrialReport report, Vocabulary vocabulary)
    {
        SortedDictionary<string, string> flat = FlatSettings.Flatten(report.Settings, vocabulary);
        return new JsonObject
        {
            ["trial_id"] = FlatSettings.TrialId(flat),
            ["outcome"] = report.Outcome.Word(),
            ["reason"] = report.Reason,
            ["plan"] = report.Settings.Plan,
            ["workload"] = report.Settings.Workload,
            ["settings"] = FlatSettingsJson.Write(flat),
            ["seed"] = report.Settings.Seed,
            ["warmup_iterations"] = report.WarmupIterations,
            ["iterations"] = Array(report.Iterations, Of),
            ["overlap"] = Finite(report.Overlap),
            ["allocs"] = report.Operations.Allocs,
            ["frees"] = report.Operations.Frees,
            ["increments"] = report.Operations.Increments,
            ["decrements"] = report.Operations.Decrements,
            ["applied_increments"] = report.Operations.AppliedIncrements,
            ["applied_decrements"] = report.Operations.AppliedDecrements,
            ["collector_frees"] = report.Operations.CollectorFrees,
            ["collector_decrements"] = report.Operations.CollectorDecrements,
            ["foreign_frees"] = report.Operations.ForeignFrees,
            ["live_objects"] = report.LiveObjects,
            ["heap_bytes"] = report.HeapBytes,
            ["peak_heap_bytes"] = report.PeakHeapBytes,
            ["side_table_bytes"] = report.SideTableBytes,
            ["cyclic_garbage"] = report.CyclicGarbage,
            ["check"] = report.Check,
            ["collections"] = Array(report.Collections, Of),
            ["samples"] = Array(report.Samples, sample => new JsonObject { ["at_ns"] = sample.AtNs, ["log_bytes"] = sample.LogBytes }),
            ["verifier"] = Of(report.Verifier),
            ["gil"] = Of(report.Gil),
            ["crash"] = Of(report.Crash),
            ["order_signature"] = report.OrderSignature.ToString("x16"),
            ["extra"] = Of(report.Extra),
            ["gates"] = new JsonObject(),
            ["host"] = Of(report.Host),
        };
    }

    /// <summary>Enters gates into a row: a trial that passed and failed a gate was disturbed, and is <see cref="Inconclusive"/>.</summary>
    /// <param name="row">Of <see cref="Of(TrialReport, Vocabulary)"/>; changed.</param>
    /// <param name="gates">By gate: <c>passed</c> (true, false, or null where it cannot be judged) and <c>reason</c>.</param>
    public static void Judge(JsonObject row, JsonObject gates)
    {
        row["gates"] = gates;
        if (OutcomeIn(row) == TrialOutcome.Passed.Word() && FailedGate(gates) is { } failed)
        {
            row["outcome"] = Inconclusive;
            row["reason"] = failed;
        }
    }

    /// <summary>The outcome's word in a row.</summary>
    public static string OutcomeIn(JsonObject row) => (string)row["outcome"]!;

    private static string? FailedGate(JsonObject gates)
    {
        foreach ((string gate, JsonNode? verdict) in gates)
        {
            if (verdict?["passed"] is JsonValue passed && passed.TryGetValue(out bool isPassed) && !isPassed)
            {
                return $"gate {gate}: {verdict["reason"]}";
            }
        }

        return null;
    }

    private static JsonObject Of(IterationReport iteration) =>
        new() { ["wall_ns"] = iteration.WallNs, ["cpu_ns"] = iteration.CpuNs, ["steps"] = iteration.Steps };

    private static JsonObject Of(CollectionReport collection) => new()
    {
        ["generation"] = collection.Generation,
        ["reason"] = collection.Reason,
        ["collector"] = collection.Collector,
        ["time_to_stop_ns"] = collection.TimeToStopNs,
        ["pause_ns"] = collection.PauseNs,
        ["collect_ns"] = collection.CollectNs,
        ["objects_visited"] = collection.ObjectsVisited,
        ["edges_visited"] = collection.EdgesVisited,
        ["objects_freed"] = collection.ObjectsFreed,
        ["survivors"] = collection.Survivors,
        ["last_to_stop"] = collection.LastToStop,
    };

    private static JsonObject Of(VerifierReport verifier) => new()
    {
        ["checked"] = verifier.Checked,
        ["runs"] = verifier.Runs,
        ["violations"] = Array(verifier.Violations, line => JsonValue.Create(line)),
    };

    private static JsonObject? Of(GilReport? gil) => gil is null ? null : new JsonObject
    {
        ["takes"] = gil.Takes,
        ["waits"] = gil.Waits,
        ["wait_ns"] = gil.WaitNs,
        ["drop_requests"] = gil.DropRequests,
        ["forced_switches"] = gil.ForcedSwitches,
        ["switches"] = gil.Switches,
    };

    private static JsonObject? Of(CrashReport? crash) => crash is null ? null : new JsonObject
    {
        ["mutator"] = crash.Mutator,
        ["steps"] = crash.Steps,
        ["holds"] = crash.Holds,
        ["references_lost"] = crash.LostReferences,
        ["leaked_objects"] = crash.Leak.Objects,
        ["leaked_bytes"] = crash.Leak.Bytes,
        ["leaked_objects_freed"] = crash.FreedByTrace,
        ["live_counts_too_high"] = crash.Leak.LiveCountedTooHigh,
        ["counts_too_low"] = crash.CountsTooLow,
        ["counts_wrong_after_trace"] = crash.CountsWrongAfterTrace,
    };

    private static JsonObject Of(IReadOnlyDictionary<string, double> extra)
    {
        JsonObject json = [];
        foreach ((string name, double value) in extra)
        {
            json[name] = Finite(value);
        }

        return json;
    }

    private static JsonObject Of(TrialHostReport host) => new()
    {
        ["host_collections"] = host.HostCollections,
        ["quanta_allocated_bytes"] = host.QuantaAllocatedBytes,
        ["message_bytes"] = host.MessageBytes,
        ["messages"] = host.Messages,
        ["dead_letters"] = host.DeadLetters,
        ["process_cpu_ns"] = host.ProcessCpuNs,
        ["migrations"] = host.Migrations,
        ["involuntary_switches"] = host.InvoluntarySwitches,
        ["major_faults"] = host.MajorFaults,
        ["run_queue_wait_ns"] = host.RunQueueWaitNs,
        ["other_cpu_cores"] = Finite(host.OtherCpuCores),
        ["steal_cores"] = Finite(host.StealCores),
        ["methods_jitted"] = host.MethodsJitted,
    };

    private static JsonArray Array<T>(IEnumerable<T> items, Func<T, JsonNode?> convert) => [.. items.Select(convert)];

    // JSON has no infinities; a quantity without a value is null.
    private static JsonValue? Finite(double? value) => value is { } number && double.IsFinite(number) ? JsonValue.Create(number) : null;
}
