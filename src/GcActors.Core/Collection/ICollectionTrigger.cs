namespace GcActors.Core.Collection;

/// <summary>
/// Decides when to collect, and what. It sees counters, never objects. Cold: lives at the allocator actor; a mutator counts its allocations itself and calls
/// only when it has passed <see cref="AllocationLimit"/>.
/// </summary>
public interface ICollectionTrigger
{
    /// <summary>What counter 0 may reach before the trigger is asked (<c>AllocationTrigger.Limit</c>).</summary>
    int AllocationLimit { get; }

    /// <summary>Where deaths stop lowering counter 0 (<c>AllocationTrigger.Floor</c>); <see cref="int.MaxValue"/>: they never lower it.</summary>
    int AllocationFloor { get; }

    /// <summary>Whether allocations of all shapes count, or those of collectable ones only.</summary>
    bool CountsAllAllocations { get; }

    /// <summary>Counter 0 passed its limit: the generation to collect, null: none.</summary>
    int? OnThresholdCrossed();

    /// <summary>A collection ended, whoever asked for it.</summary>
    /// <param name="generation">0, 1 or 2.</param>
    /// <param name="survivors">Tracked objects of the region that survived.</param>
    void OnCollectionFinished(int generation, long survivors);
}
