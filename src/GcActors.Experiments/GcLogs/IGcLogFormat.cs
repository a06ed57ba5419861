using System.Text;
using GcActors.Core.Protocol;

namespace GcActors.Experiments.GcLogs;

/// <summary>A dialect, for writing. Text goes to a builder, so that a phase is written to the file at once.</summary>
internal interface IGcLogFormat
{
    /// <summary>A line about the trial, before everything else or behind a phase.</summary>
    void Note(StringBuilder text, string note, long atNs);

    /// <summary>One stop of the world.</summary>
    /// <param name="text">Where to.</param>
    /// <param name="stop">What it came to.</param>
    /// <param name="phase">The phase that it is in.</param>
    /// <param name="originNs">When the trial began.</param>
    void Stop(StringBuilder text, in StopReport stop, TrialPhase phase, long originNs);
}
