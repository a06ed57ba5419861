using GcActors.Core.Telemetry;

namespace GcActors.Experiments.GcLogs;

/// <summary>What a log of collections comes to: throughput, pauses, footprint; then where the pauses come from. What a log does not say is null.</summary>
public sealed record GcLogStatistics
{
    /// <summary>The phase of a trial that is looked at where a log knows phases.</summary>
    public static string Measured => Spans.Measured.Name;

    public required GcLogContent Log { get; init; }

    /// <summary>Whether only pauses of measured runs are in it.</summary>
    public required bool IsMeasuredOnly { get; init; }

    /// <summary>Time looked at.</summary>
    public required long? TimeNs { get; init; }

    public required PauseSummary Pauses { get; init; }

    /// <summary>Pauses in which a generation was collected.</summary>
    public required int Collections { get; init; }

    /// <summary>Percent of the time outside pauses.</summary>
    public double? ThroughputPercent => TimeNs is > 0 and var time ? 100.0 * (time - Pauses.TotalNs) / time : null;

    public required long? PeakHeapBytes { get; init; }

    public required long? PeakMappedBytes { get; init; }

    /// <summary>Heap behind the last full collection, and behind the one that left most.</summary>
    public required long? LastHeapBytesAfterFull { get; init; }

    public required long? MostHeapBytesAfterFull { get; init; }

    public required IReadOnlyList<KindSummary> Kinds { get; init; }

    public required IReadOnlyList<NamedTime> Causes { get; init; }

    public required IReadOnlyList<NamedTime> Phases { get; init; }

    /// <summary>Who was how often the last to stop; its time is the time to stop.</summary>
    public required IReadOnlyList<NamedTime> LastToStop { get; init; }

    /// <summary>Phases of the trials by name, all iterations together, in a trial's order; empty: another program's log.</summary>
    public IEnumerable<GcTrialPhase> TrialPhases => Spans.Phases
        .Select(kind => Log.TrialPhases.Where(phase => phase.Name == kind.Name).ToArray())
        .Where(phases => phases.Length > 0)
        .Select(phases => new GcTrialPhase(phases[0].Name, phases.Sum(p => p.Ns), phases.Sum(p => p.Stops)));

    /// <param name="log">As read.</param>
    /// <param name="all">Set-up, warm-up, verification and tear-down of a trial, too.</param>
    public static GcLogStatistics Of(GcLogContent log, bool all)
    {
        bool isMeasuredOnly = !all && log.Trials.Count > 0;
        GcPause[] pauses = [.. log.Pauses.Where(p => !isMeasuredOnly || p.TrialPhase == Measured)];
        GcPause[] full = [.. pauses.Where(p => p is { Generation: 2, HeapBytesAfter: not null })];
        return new GcLogStatistics
        {
            Log = log,
            IsMeasuredOnly = isMeasuredOnly,
            TimeNs = log.Trials.Count == 0
                ? log.SpanNs
                : log.TrialPhases.Where(p => !isMeasuredOnly || p.Name == Measured).Sum(p => p.Ns),
            Pauses = PauseSummary.Of(pauses.Select(p => p.PauseNs)),
            Collections = pauses.Count(p => p.Generation != null),
            PeakHeapBytes = pauses.Max(p => Larger(p.HeapBytesBefore, p.HeapBytesAfter)),
            PeakMappedBytes = pauses.Max(p => p.HeapBytesMapped),
            LastHeapBytesAfterFull = full.LastOrDefault()?.HeapBytesAfter,
            MostHeapBytesAfterFull = full.Max(p => p.HeapBytesAfter),
            Kinds = [.. pauses.GroupBy(p => p.Kind).Select(KindSummary.Of).OrderBy(k => k.Generation ?? int.MaxValue).ThenBy(k => k.Kind, StringComparer.Ordinal)],
            Causes = NamedTime.Sum(pauses.Where(p => p.Cause != null).Select(p => (p.Cause!, p.PauseNs))),
            Phases = NamedTime.Sum(pauses.SelectMany(p => p.Phases).Select(p => (p.Name, p.Ns))),
            LastToStop = NamedTime.Sum(pauses.Where(p => p.LastToStop is { Length: > 0 }).Select(p => (p.LastToStop!, p.TimeToStopNs ?? 0))),
        };
    }

    /// <summary>What the log does not say, and why.</summary>
    public IEnumerable<(string What, string Why)> Missing()
    {
        bool isCPython = Log.Dialect == GcLogDialect.CPython;
        if (ThroughputPercent == null)
            yield return ("throughput", isCPython ? "CPython's lines have no time stamps" : "there are no two times in the log");
        if (Pauses.Count == 0)
            yield return ("pauses", IsMeasuredOnly ? "no measured run had one (--all counts all phases)" : "there is none in the log");
        else if (PeakHeapBytes == null)
            yield return ("heap", isCPython ? "CPython's lines have no heap bytes" : "the lines of these pauses have none");
        else if (LastHeapBytesAfterFull == null)
            yield return ("heap after full collections", "there was no full collection");
        if (isCPython && Pauses.Count > 0)
            yield return ("causes, phases, last to stop", "CPython's lines have none; their times have a resolution of 0.1 ms");
    }

    private static long? Larger(long? a, long? b) => a is { } x && b is { } y ? Math.Max(x, y) : a ?? b;
}

/// <summary>Pauses of one kind.</summary>
/// <param name="Kind">As in <see cref="GcPause.Kind"/>.</param>
/// <param name="Generation">As there.</param>
/// <param name="Pauses">Their times.</param>
/// <param name="Unreachable">Objects that they found unreachable; null: the log does not say.</param>
/// <param name="Uncollectable">Those of them that stayed.</param>
public sealed record KindSummary(string Kind, int? Generation, PauseSummary Pauses, long? Unreachable, long? Uncollectable)
{
    internal static KindSummary Of(IGrouping<string, GcPause> pauses) => new(
        pauses.Key,
        pauses.First().Generation,
        PauseSummary.Of(pauses.Select(p => p.PauseNs)),
        pauses.Any(p => p.Unreachable != null) ? pauses.Sum(p => p.Unreachable) : null,
        pauses.Any(p => p.Uncollectable != null) ? pauses.Sum(p => p.Uncollectable) : null);
}

/// <summary>How often something was, how long in all, and how long at most.</summary>
public sealed record NamedTime(string Name, int Count, long TotalNs, long MaxNs)
{
    /// <returns>The longest in all first.</returns>
    internal static IReadOnlyList<NamedTime> Sum(IEnumerable<(string Name, long Ns)> times) =>
    [
        .. times.GroupBy(t => t.Name)
            .Select(g => new NamedTime(g.Key, g.Count(), g.Sum(t => t.Ns), g.Max(t => t.Ns)))
            .OrderByDescending(t => t.TotalNs).ThenBy(t => t.Name, StringComparer.Ordinal),
    ];
}
