using System.Text;
using GcActors.Core.Collection;
using GcActors.Core.Protocol;
using GcActors.Core.Telemetry;

namespace GcActors.Experiments.GcLogs;

/// <summary>
/// A line a pause, as a JVM's unified log has it, so that its readers read ours:
/// <code>
/// [0.356s][info][gc] GC(3) Pause Young (threshold) 2464K->416K(1024K) 0.341ms
///         |      |      |        |      |           before, after, mapped; pools with objects, and large objects
///         |      |      |        |      why
///         |      |      |        Young, Young (Middle), Full: the generations 0, 1, 2; Stop: a stop without a collection
///         |      |      number of the stop in its trial
///         |      gc alone: in a measured run; gc,setup, gc,warmup, gc,verify, gc,drain: elsewhere
///         end of the pause, since the trial began
/// </code>
/// Details stand before it, as theirs do, at level debug. A middle collection is a kind of young one in its name, as G1's mixed ones are: readers know
/// no third generation.
/// </summary>
/// <param name="isVirtualTime">Whether the trial's clock is virtual. The collector's phases are of the real one always, and are left out then: a log is in one
/// time, and the same seed gives the same log.</param>
internal sealed class UnifiedFormat(bool isVirtualTime) : IGcLogFormat
{
    private const int BytesPerK = 1024;

    public void Note(StringBuilder text, string note, long atNs) => text.Append($"{Stamp(atNs)}[info][gc,trial] {note}\n");

    public void Stop(StringBuilder text, in StopReport stop, TrialPhase phase, long originNs)
    {
        CollectionReport report = stop.Report;
        string stamp = Stamp(report.RequestedAtNs + report.PauseNs - originNs);
        string asked = report.AskedBy < 0 ? "" : $", asked: mutator/{report.AskedBy}";
        text.Append($"{stamp}[debug][gc,phases] GC({report.StopId})   Time to stop: {Ms(report.TimeToStopNs)} (last: {report.LastToStop}{asked})\n");
        if (stop.Stats is { } stats)
            Details(text, stamp, report, stats);
        string heap = $"{K(report.HeapBytesBefore)}->{K(report.HeapBytesAfter)}({K(report.HeapBytesMapped)})";
        text.Append($"{stamp}[info][{TagOf(phase.Kind)}] GC({report.StopId}) {NameOf(report.Generation)} ({report.Reason}) {heap} {Ms(report.PauseNs)}\n");
    }

    private void Details(StringBuilder text, string stamp, CollectionReport report, CollectionStats stats)
    {
        text.Append($"{stamp}[debug][gc,phases] GC({report.StopId})   Collect: {Ms(report.CollectNs)}\n");
        foreach ((string phase, long ns) in isVirtualTime ? [] : stats.PhaseNs)
            text.Append($"{stamp}[debug][gc,phases] GC({report.StopId})     {phase}: {Ms(ns)}\n");
        string before = report.Before is { } b ? $"{b.Young} {b.Middle} {b.Old} before, " : "";
        string found = $"{report.ObjectsFound} unreachable, {report.Uncollectable} uncollectable";
        text.Append($"{stamp}[debug][gc,heap] GC({report.StopId})   Objects: {before}{found}, {report.ObjectsFreed} freed, {report.Survivors} survived\n");
    }

    private static string NameOf(int generation) => generation switch
    {
        0 => "Pause Young",
        1 => "Pause Young (Middle)",
        2 => "Pause Full",
        _ => "Pause Stop",
    };

    /// <summary>Tags are letters and digits to readers.</summary>
    private static string TagOf(SpanDefinition phase) => phase == Spans.Measured ? "gc" : "gc," + phase.Name.Replace("-", "", StringComparison.Ordinal);

    private static string Stamp(long ns) => $"[{(ns / 1e9).ToString("0.000")}s]";

    private static string Ms(long ns) => Milliseconds.Of(ns) + "ms";

    /// <summary>Rounded up: a heap with anything in it is not empty.</summary>
    private static string K(long bytes) => $"{(bytes + BytesPerK - 1) / BytesPerK}K";
}
