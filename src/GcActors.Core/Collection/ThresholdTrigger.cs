namespace GcActors.Core.Collection;

/// <summary>CPython's: net allocations of collectable objects against threshold 0, then the oldest generation over its own threshold.</summary>
/// <param name="threshold0">Net allocations that start a collection when passed; 0: automatic collection is off.</param>
/// <param name="counters">Counters 1 and 2.</param>
public sealed class ThresholdTrigger(int threshold0, GenerationCounters counters) : ICollectionTrigger
{
    public int AllocationLimit => threshold0 == 0 ? int.MaxValue : threshold0;

    public int AllocationFloor => 0;

    public bool CountsAllAllocations => false;

    public int? OnThresholdCrossed() => threshold0 == 0 ? null : counters.Choose();

    public void OnCollectionFinished(int generation, long survivors) => counters.Collected(generation, survivors);
}
