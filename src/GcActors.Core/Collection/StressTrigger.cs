namespace GcActors.Core.Collection;

/// <summary>A full collection every so many allocations of whatever shape, to find what only a collection at the wrong moment shows.</summary>
/// <param name="every">Allocations from one collection to the next, at least 1.</param>
public sealed class StressTrigger(int every) : ICollectionTrigger
{
    public int AllocationLimit => every - 1;

    public int AllocationFloor => int.MaxValue;

    public bool CountsAllAllocations => true;

    public int? OnThresholdCrossed() => 2;

    public void OnCollectionFinished(int generation, long survivors)
    {
    }
}
