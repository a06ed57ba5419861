using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Output;

/// <summary>One trial for people: what ran, what came out, what it cost, and whether to believe it.</summary>
internal static class TrialTable
{
    /// <param name="context">Where to.</param>
    /// <param name="report">What was measured.</param>
    /// <param name="row">The same as a judged row.</param>
    public static void Write(CliContext context, TrialReport report, JsonObject row) =>
        TextTable.Write(context, ["trial", row["trial_id"]!.ToString()],
        [
            ["outcome", TrialRow.OutcomeIn(row) + (row["reason"] is { } reason ? $": {reason}" : "")],
            ["plan", Plan(report.Settings)],
            .. Departures(report.Settings.Plan, context),
            ["workload", $"{report.Settings.Workload} {Parameters(row)}".TrimEnd()],
            ["mutators", $"{report.Settings.Mutators} on {report.Settings.Runtime}, seed {report.Settings.Seed}"],
            ["iterations", Iterations(report)],
            ["overlap", report.Overlap?.ToString("0.000") ?? "-"],
            ["allocs / frees", $"{Count(report.Operations.Allocs)} / {Count(report.Operations.Frees)}"],
            ["increments / decrements", $"{Count(report.Operations.Increments)} / {Count(report.Operations.Decrements)}"],
            ["live objects", Count(report.LiveObjects)],
            ["cyclic garbage", Count(report.CyclicGarbage)],
            ["heap bytes (peak)", $"{Count(report.HeapBytes)} ({Count(report.PeakHeapBytes)})"],
            ["check", report.Check],
            .. Crash(report.Crash),
            ["collections", Collections(report)],
            ["verifier", Verifier(report.Verifier)],
            .. report.Verifier.Violations.Select(violation => (string[])["violation", violation]),
            ["gates", Gates(row["gates"]!.AsObject())],
        ]);

    private static IEnumerable<string[]> Departures(string plan, CliContext context) => PlanCatalog.Names.Contains(plan)
        ? PlanCatalog.Load(plan, context.Vocabulary, "plan").Departures.Select((departure, i) => (string[])[i == 0 ? "departures" : "", departure])
        : [];

    private static string Plan(TrialSettings settings) =>
        $"{settings.Plan} ({settings.Counting.Strategy}, {settings.Collection.Collector}, {settings.Heap.Allocator})";

    private static string Parameters(JsonObject row) => string.Join(", ", row["settings"]!.AsObject()
        .Where(pair => pair.Key.StartsWith(SettingsCatalog.ParameterPrefix, StringComparison.Ordinal))
        .Select(pair => $"{pair.Key[SettingsCatalog.ParameterPrefix.Length..]}={pair.Value}"));

    private static string Iterations(TrialReport report)
    {
        if (report.Iterations.Count == 0)
        {
            return "none";
        }

        long[] wallNs = [.. report.Iterations.Select(i => i.WallNs).Order()];
        long medianNs = (wallNs[(wallNs.Length - 1) / 2] + wallNs[wallNs.Length / 2]) / 2;
        return $"{wallNs.Length}, wall ms: median {Ms(medianNs)}, least {Ms(wallNs[0])}, most {Ms(wallNs[^1])}";
    }

    private static string Collections(TrialReport report)
    {
        if (report.Collections.Count == 0)
        {
            return "none";
        }

        string longestPause = Ms(report.Collections.Max(c => c.PauseNs));
        return $"{report.Collections.Count}, longest pause {longestPause} ms, freed {Count(report.Collections.Sum(c => c.ObjectsFreed))}";
    }

    private static IEnumerable<string[]> Crash(CrashReport? crash)
    {
        if (crash is null)
        {
            yield break;
        }

        string held = crash.Holds is null ? "" : $", holding {crash.Holds}";
        yield return ["crash", $"mutator {crash.Mutator} after {Count(crash.Steps)} steps{held}; {Count(crash.LostReferences)} references in its registers lost"];
        yield return ["leak", $"{Count(crash.Leak.Objects)} objects, {Count(crash.Leak.Bytes)} bytes that only a trace finds; traces freed {Count(crash.FreedByTrace)}"];
        string behind = crash.CountsWrongAfterTrace is { } wrong ? $"; behind the trace {Count(wrong)} wrong" : "";
        yield return ["counts", $"{Count(crash.Leak.LiveCountedTooHigh)} of live objects too high, {Count(crash.CountsTooLow)} too low{behind}"];
    }

    private static string Verifier(VerifierReport verifier) => verifier.Checked
        ? $"{verifier.Runs} heaps verified, {verifier.Violations.Count} violations"
        : "off";

    private static string Gates(JsonObject gates) => string.Join(", ", gates.Select(gate => $"{gate.Key} {GateWord(gate.Value)}"));

    private static string GateWord(JsonNode? verdict)
    {
        bool isJudged = verdict?["passed"] is not null;
        return !isJudged ? "-" : (bool)verdict!["passed"]! ? "passed" : $"failed ({verdict["reason"]})";
    }

    private static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string Ms(long ns) => (ns / 1e6).ToString("0.000", CultureInfo.InvariantCulture);
}
