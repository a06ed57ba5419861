namespace GcActors.Core.Collection;

/// <summary>Collects only when told to.</summary>
public sealed class NeverTrigger : ICollectionTrigger
{
    public int AllocationLimit => int.MaxValue;

    public int AllocationFloor => 0;

    public bool CountsAllAllocations => false;

    public int? OnThresholdCrossed() => null;

    public void OnCollectionFinished(int generation, long survivors)
    {
    }
}
