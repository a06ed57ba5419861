using GcActors.Core.Actors;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>One trial in this process.</summary>
internal static class TrialRun
{
    /// <summary>A twin's tape is recorded first, in this process.</summary>
    public static TrialReport Run(TrialSettings settings, ITrialObserver? observer, CancellationToken cancellation)
    {
        using Tape? tape = TwinForms.IsOn(settings.Counting) ? Record(settings, cancellation) : null;
        if (tape is not null && Trial.RefusalOf(settings, tape) is { } refusal)
        {
            throw new SettingsException("counting.twin", refusal);
        }

        using IActorSystem system = RuntimeFactory.Create(settings);
        return Trial.Run(settings, system, observer, tape, cancellation);
    }

    /// <summary>Records a program one actor at a time: in turn on one thread, or simulated if it is to be simulated.</summary>
    public static Tape Record(TrialSettings settings, CancellationToken cancellation)
    {
        TrialSettings recorded = settings with { Runtime = settings.Runtime == "simulation" ? settings.Runtime : "serial" };
        using IActorSystem system = RuntimeFactory.Create(recorded);
        return Trial.Record(recorded, system, cancellation);
    }
}
