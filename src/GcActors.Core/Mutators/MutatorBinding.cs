using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>What a mutator is joined to; made once, before it runs.</summary>
internal sealed unsafe class MutatorBinding
{
    public required int Index { get; init; }

    public required int Mutators { get; init; }

    public required AllocatorBinding Allocators { get; init; }

    public required RootTable Registers { get; init; }

    public required RootTable SharedRoots { get; init; }

    /// <summary>The same for all mutators of a program, fresh for every run of it.</summary>
    public required SharedFlags Flags { get; init; }

    public required AllocationTrigger* Trigger { get; init; }

    public required MutatorControl* Control { get; init; }

    /// <summary>Whether a triggered collection runs inside the allocation (CPython up to 3.11) or at the next safe point.</summary>
    public required bool CollectsInAllocation { get; init; }

    /// <summary>Whether pinned objects become immortal (PEP 683).</summary>
    public required bool PinnedAreImmortal { get; init; }

    /// <summary>Where messages are copied; null: the strategy does not (<see cref="Counting.CounterTraits.CopiesMessages"/>).</summary>
    public Outbox? Outbox { get; init; }

    /// <summary>Where messages are counted and traces begin; null: the strategy does not (<see cref="Counting.CounterTraits.CountsMessages"/>).</summary>
    public CountedMessages? Messages { get; set; }

    /// <summary>Objects at which the next trace is due, in % of those that the last one left.</summary>
    public int TraceGrowthPercent { get; init; } = 200;

    public MessageCountFault MessageCountFault { get; init; }

    /// <summary>Counter 0 of all mutators where each counts in batches; null where one exact counter serves.</summary>
    public SharedAllocationCount? Batched { get; init; }

    /// <summary>The allocation counter passed its limit: is it a threshold, or only a batch that is full?</summary>
    public bool ThresholdCrossed() => Batched == null || Batched.Flush(Trigger);
}
