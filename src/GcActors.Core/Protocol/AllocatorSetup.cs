using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What the allocator actor is joined to.</summary>
internal sealed class AllocatorSetup
{
    public required Heap Heap { get; init; }

    public required int Mutators { get; init; }

    /// <summary>Whether mutators lease pools; else they share them under a lock and only ask when the heap is full.</summary>
    public required bool LeasesPools { get; init; }

    public required ICollectionTrigger Trigger { get; init; }

    /// <summary>The reason that a triggered collection carries.</summary>
    public required string TriggerReason { get; init; }

    public required IActorRef<TrialMessage> Trial { get; init; }

    public required PlantedFaults Faults { get; init; }
}
