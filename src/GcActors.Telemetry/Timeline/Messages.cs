using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>Arrows between a span's lane and its parent's.</summary>
[Flags]
internal enum Messages
{
    None = 0,

    /// <summary>The span began because its parent's actor told its own to.</summary>
    Told = 1,

    /// <summary>The span began with a request to its parent's actor.</summary>
    Asked = 2,

    /// <summary>The span's end was told to its parent's actor.</summary>
    Answered = 4,
}

internal static class MessageArrows
{
    private static readonly HashSet<string> s_silent = [Spans.Trial.Name, .. Spans.Phases.Select(phase => phase.Name)];

    /// <summary>Nobody is told by a trial or a phase: what lies in these began by itself.</summary>
    public static Messages Of(TimelineTrial trial, int span)
    {
        int parent = trial.Parents[span];
        if (parent < 0 || trial.Lanes[parent] == trial.Lanes[span] || s_silent.Contains(trial.Spans[parent].Name))
        {
            return Messages.None;
        }

        string name = trial.Spans[span].Name;
        return name == Spans.Request.Name ? Messages.Asked
            : name == Spans.StopMutator.Name ? Messages.Told | Messages.Answered
            : Messages.Told;
    }
}
