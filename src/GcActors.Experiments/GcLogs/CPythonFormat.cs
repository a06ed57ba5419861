using System.Text;
using GcActors.Core.Protocol;
using GcActors.Core.Python;

namespace GcActors.Experiments.GcLogs;

/// <summary>The lines of CPython's <c>gc.DEBUG_STATS</c>. What CPython does not print begins with <c>#</c>; stops without a collection are left out.</summary>
/// <param name="isFreeThreaded">Whether the lines are those of a build without the lock: it does not print what the generations hold, and its time is that
/// of the whole pause, where the others' is that of the collector alone.</param>
internal sealed class CPythonFormat(bool isFreeThreaded) : IGcLogFormat
{
    public void Note(StringBuilder text, string note, long atNs) => text.Append($"# {note}\n");

    public void Stop(StringBuilder text, in StopReport stop, TrialPhase phase, long originNs)
    {
        CollectionReport report = stop.Report;
        if (report.Generation < 0)
            return;
        Line(text, DebugStatsText.Collecting(report.Generation));
        if (!isFreeThreaded && report.Before is { } before)
        {
            Line(text, DebugStatsText.Objects(before.Young, before.Middle, before.Old));
            Line(text, DebugStatsText.Permanent(0));
        }

        long elapsedNs = isFreeThreaded ? report.PauseNs : report.CollectNs;
        Line(text, DebugStatsText.Done(report.ObjectsFound, report.Uncollectable, DebugStatsText.Seconds(elapsedNs)));
    }

    private static void Line(StringBuilder text, string line) => text.Append(line).Append('\n');
}
