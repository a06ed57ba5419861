using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Mutators;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What the collector actor is joined to.</summary>
internal sealed unsafe class CollectorSetup
{
    public required AllocatorBinding Allocators { get; init; }

    public required ICycleCollector Collector { get; init; }

    /// <summary>What sets counts right behind a crash, where one is to happen.</summary>
    public required ICycleCollector? Repair { get; init; }

    public required string CollectorName { get; init; }

    public required IHeapInspector Inspector { get; init; }

    /// <summary>What a stop must do to counts before anybody looks at them, where the strategy asks for it.</summary>
    public required IStoppedCounts? Counts { get; init; }

    public required int Mutators { get; init; }

    public required int Workers { get; init; }

    /// <summary>Whether each collection is followed by a verification.</summary>
    public required bool VerifiesCollections { get; init; }

    /// <summary>Whether a census verifies too.</summary>
    public required bool VerifiesCensus { get; init; }

    public required long StopTimeoutNs { get; init; }

    /// <summary>Control blocks of all mutators.</summary>
    public required MutatorControl* Controls { get; init; }

    /// <summary>Counters to zero in each collection: one a mutator, or a single exact one.</summary>
    public required AllocationTrigger* Triggers { get; init; }

    public required SharedAllocationCount? Batched { get; init; }

    public required WorldGuard* Guard { get; init; }

    /// <summary>Has count logs applied, where the strategy keeps them.</summary>
    public required IActorRef<EpochMessage>? Epochs { get; init; }

    public required IActorRef<AllocatorMessage> Allocator { get; init; }

    public required IActorRef<TrialMessage> Trial { get; init; }

    public required TrialTracer Tracer { get; init; }

    public required PlantedFaults Faults { get; init; }
}
