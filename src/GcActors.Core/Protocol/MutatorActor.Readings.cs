using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Workloads;

namespace GcActors.Core.Protocol;

/// <summary>What others read of a mutator's counters while it runs.</summary>
internal sealed unsafe partial class MutatorActor<TCounter, TAllocator, TWorkload>
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TWorkload : struct, IWorkload<TWorkload>
{
    /// <summary>Held while the counters begin again, so that no reader sees an iteration twice or not at all; steps write without it.</summary>
    private readonly Lock _countersBeginAgain = new();
    private OperationTotals _earlier = new();

    private OperationTotals Operations => new()
    {
        Allocs = _mutator.Allocs,
        Frees = _mutator.Frees,
        Increments = _mutator.Increments,
        Decrements = _mutator.Decrements,
        AppliedIncrements = _mutator.Increments - _mutator.ElidedIncrements,
        AppliedDecrements = _mutator.Decrements - _mutator.ElidedDecrements,
        ForeignFrees = _mutator.ForeignFrees,
    };

    OperationTotals IOperationSource.ReadTotals()
    {
        lock (_countersBeginAgain)
        {
            return _earlier + Operations;
        }
    }

    private void EndTotals()
    {
        lock (_countersBeginAgain)
        {
            _earlier += Operations;
            _mutator.ResetCounters();
        }
    }
}
