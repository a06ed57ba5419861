using GcActors.Core.Actors;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What the epoch actor is joined to.</summary>
internal sealed unsafe class EpochSetup
{
    public required LogPool* Chunks { get; init; }

    public required int Mutators { get; init; }

    /// <summary>Breakers to raise when an epoch is to end at once; null: mutators come to a boundary in their own time.</summary>
    public required MutatorControl* Hurried { get; init; }

    /// <summary>Log bytes beyond which the trial is out of memory.</summary>
    public required long MostBytes { get; init; }

    /// <summary>Who stops the world when an epoch is wanted; null: epochs end without a stop.</summary>
    public required IActorRef<AllocatorMessage>? Stops { get; init; }

    /// <summary>Who stops the world when a mutator's logs hold too much, so that all are applied at once; null: it waits.</summary>
    public required IActorRef<AllocatorMessage>? StopsWhenFull { get; init; }

    /// <summary>Shared roots that are looked at at each stop, where logs name objects; null: shared roots are slots like others.</summary>
    public required RootTable? LookedAtRoots { get; init; }

    /// <summary>Makes the epoch actor's own lists.</summary>
    public required CountLog* Notes { get; init; }

    /// <summary>A known cost of messages, or of log entries; null: none.</summary>
    public required DoseMeter? Doses { get; init; }

    public required IActorRef<TrialMessage> Trial { get; init; }

    public required PlantedFaults Faults { get; init; }
}
