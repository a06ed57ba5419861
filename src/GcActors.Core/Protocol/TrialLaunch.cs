using System.Diagnostics;
using GcActors.Core.Actors;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>One call of <see cref="Trial.Run(TrialSettings, IActorSystem, ITrialObserver?, Tape?, CancellationToken)"/>.</summary>
internal sealed record TrialLaunch(
    TrialSettings Settings, IActorSystem System, ITrialObserver? Observer, PlantedFaults Faults, CancellationToken Cancellation,
    ITrialProgram? Program = null, Tape? Tape = null)
{
    /// <summary>The span in which the trial is begun, on the caller's thread; the trial's own lies in it.</summary>
    public ActivityContext Trace { get; } = Activity.Current?.Context ?? default;
}
