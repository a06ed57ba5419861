using System.Globalization;
using GcActors.Experiments.GcLogs;

namespace GcActors.Cli.Output;

/// <summary>Statistics of logs of collections for people: the three numbers that matter first, then where the pauses come from.</summary>
internal static class GcLogTables
{
    private const string None = "-";

    public static void Write(CliContext context, IReadOnlyList<GcLogStatistics> logs)
    {
        for (int i = 0; i < logs.Count; i++)
        {
            if (i > 0)
                context.Out.WriteLine();
            Write(context, logs[i]);
        }
    }

    private static void Write(CliContext context, GcLogStatistics log)
    {
        TextTable.Write(context, ["log", log.Log.File],
        [
            ["lines", Lines(log.Log)],
            .. log.Log.Trials.Select(trial => (string[])["trial", trial]),
            ["counted", log.IsMeasuredOnly ? "measured runs (--all: all phases)" : "everything"],
            ["throughput", Throughput(log)],
            ["pauses", Pauses(log)],
            ["heap", Heap(log)],
            .. log.Missing().Select(missing => (string[])[None, $"{missing.What}: {missing.Why}"]),
        ]);
        Pauses(context, log);
        Times(context, "cause", log.Causes, log.Pauses.TotalNs);
        Times(context, "phase", log.Phases, log.Pauses.TotalNs);
        Times(context, "last to stop", log.LastToStop, log.Pauses.TotalNs);
        Section(context, ["trial phase", "ms", "stops"],
            [.. log.TrialPhases.Select(phase => (string[])[phase.Name, Ms(phase.Ns), Count(phase.Stops)])]);
    }

    private static string Lines(GcLogContent log)
    {
        string others = log.OtherLines > 0 ? $", {Count(log.OtherLines)} of something else" : "";
        string unfinished = log.Unfinished > 0 ? $", {Count(log.Unfinished)} collections without an end" : "";
        return $"{Count(log.Lines)} ({GcLogTarget.Dialects[(int)log.Dialect]}){others}{unfinished}{(log.IsTorn ? ", the last one torn" : "")}";
    }

    private static string Throughput(GcLogStatistics log) => log.ThroughputPercent is { } percent
        ? $"{percent.ToString("0.00", CultureInfo.InvariantCulture)} % of {Ms(log.TimeNs)} ms outside pauses{(log.Log.IsVirtualTime ? " (virtual time)" : "")}"
        : None;

    private static string Pauses(GcLogStatistics log) => log.Pauses is { Count: > 0 } p
        ? $"{Count(p.Count)}, of them {Count(log.Collections)} collections; p50 {Ms(p.P50Ns)}, p99 {Ms(p.P99Ns)}, longest {Ms(p.MaxNs)} ms"
        : "none";

    private static string Heap(GcLogStatistics log) => log.PeakHeapBytes is null
        ? None
        : $"peak {Kb(log.PeakHeapBytes)} KiB in use, {Kb(log.PeakMappedBytes)} mapped; "
            + $"after full collections {Kb(log.LastHeapBytesAfterFull)} (last), {Kb(log.MostHeapBytesAfterFull)} (most)";

    private static void Pauses(CliContext context, GcLogStatistics log)
    {
        if (log.Pauses.Count == 0)
            return;
        Section(context, ["pauses, ms", "count", "total", "p50", "p90", "p99", "p99.9", "max", "unreachable", "uncollectable"],
        [
            Row("all", log.Pauses, SumOf(log, k => k.Unreachable), SumOf(log, k => k.Uncollectable)),
            .. log.Kinds.Select(kind => Row(kind.Kind, kind.Pauses, kind.Unreachable, kind.Uncollectable)),
        ]);
        context.Out.WriteLine($"quantiles: {PauseSummary.QuantileMethod}");
    }

    private static long? SumOf(GcLogStatistics log, Func<KindSummary, long?> number) => log.Kinds.Any(k => number(k) != null) ? log.Kinds.Sum(number) : null;

    private static string[] Row(string name, PauseSummary p, long? unreachable, long? uncollectable) =>
    [
        name, Count(p.Count), Ms(p.TotalNs), Ms(p.P50Ns), Ms(p.P90Ns), Ms(p.P99Ns), Ms(p.P999Ns), Ms(p.MaxNs), Count(unreachable), Count(uncollectable),
    ];

    private static void Times(CliContext context, string what, IReadOnlyList<NamedTime> times, long pausedNs) =>
        Section(context, [what, "count", "total ms", "of pauses", "max ms"],
            [.. times.Select(t => (string[])[t.Name, Count(t.Count), Ms(t.TotalNs), Percent(t.TotalNs, pausedNs), Ms(t.MaxNs)])]);

    private static string Percent(long part, long whole) =>
        whole == 0 ? None : $"{(100.0 * part / whole).ToString("0.0", CultureInfo.InvariantCulture)} %";

    private static void Section(CliContext context, IReadOnlyList<string> columns, IReadOnlyList<string[]> rows)
    {
        if (rows.Count == 0)
            return;
        context.Out.WriteLine();
        TextTable.Write(context, columns, rows);
    }

    private static string Count(long? count) => count?.ToString("N0", CultureInfo.InvariantCulture) ?? None;

    private static string Ms(double? ns) => ns is { } value ? Milliseconds.Of(value) : None;

    private static string Kb(long? bytes) => Count(bytes / 1024);
}
