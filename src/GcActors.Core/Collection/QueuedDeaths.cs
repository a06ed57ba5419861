using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>What a stop freed and gave up outside of a collection: the collector's share of the trial's identities.</summary>
internal readonly record struct StoppedDeaths(long Freed, long Decrements);

/// <summary>Empties the queues of a counting strategy in a stopped world.</summary>
internal interface IQueuedDeaths
{
    /// <summary>Frees what turns out to be dead, and what dies of that.</summary>
    StoppedDeaths Bury();

    /// <summary>After a collection: what it freed is in no list of the strategy's any more.</summary>
    void ForgetFreed();
}

/// <summary>
/// What mutators queued for others that had answered the stop already (<see cref="CounterTraits.HasQueues"/>): here everybody's queue is emptied, in mutator
/// order, before anything looks at counts. Deaths in one queue put nothing into another: <see cref="IRefCounter{TSelf}.DropStopped"/> judges at once, or leaves
/// the object to the queue that it lies in.
/// </summary>
internal sealed class QueuedDeaths<TCounter, TAllocator>(AllocatorBinding allocators) : IQueuedDeaths
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private readonly TAllocator[] _allocators = AllocatorSet<TAllocator>.Of(allocators);

    public StoppedDeaths Bury()
    {
        var burial = new Burial<TCounter, TAllocator, NoGarbage>(allocators, _allocators, default);
        for (int m = 0; m < allocators.Mutators; m++)
        {
            var counter = TCounter.Create(allocators.Counts, m);
            while (counter.TakeQueuedDead<DirectMemory>() is var dead and not 0)
            {
                burial.BuryDead(dead);
            }
        }

        return new StoppedDeaths(burial.Freed, burial.Decrements);
    }

    public void ForgetFreed()
    {
        if (TCounter.Traits.CountsMessages)
        {
            LedgerRepair.Run(allocators.Heap, allocators.Counts);
        }
    }

    /// <summary>Every reference counts.</summary>
    private readonly struct NoGarbage : IGarbageTest
    {
        public bool IsGarbage(uint cell) => false;

        public unsafe void Fetch(byte* heapBase, uint cell)
        {
        }
    }
}
