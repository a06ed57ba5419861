using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>What a stop freed and gave up outside of a collection: the collector's share of the trial's identities.</summary>
/// <param name="Freed">Objects.</param>
/// <param name="Decrements">References in them.</param>
/// <param name="OfCrashed">The part of Freed that waited for a mutator which had crashed: there must be none.</param>
internal readonly record struct StoppedDeaths(long Freed, long Decrements, long OfCrashed = 0);

/// <summary>Brings the counts of a stopped world to what collectors and verifiers expect: the references in slots and registers.</summary>
internal interface IStoppedCounts
{
    /// <summary>Before anything looks at counts: adds what mutators hold uncounted, then frees what turns out to be dead in queues, and what dies of
    /// that.</summary>
    StoppedDeaths Begin();

    /// <summary>After a collection: what it freed is in no list of the strategy's any more.</summary>
    void ForgetFreed();

    /// <summary>When nothing looks at counts any more: takes back what was added.</summary>
    void End();
}

/// <summary>
/// Queues (<see cref="CounterTraits.HasQueues"/>): what mutators queued for others that had answered the stop already. Everybody's queue is emptied, in mutator
/// order. Deaths in one queue put nothing into another: <see cref="IRefCounter{TSelf}.DropStopped"/> judges at once, or leaves the object to the queue that it
/// lies in. Registers (<see cref="CounterTraits.DefersSome"/>): as CPython's free-threaded collector adds the stacks' references to deferred
/// objects (v3.14.7, <c>Python/gc_free_threading.c</c>).
/// </summary>
/// <param name="allocators">The heap.</param>
/// <param name="overlooked">A planted fault: the mutator whose registers are not looked at (S24), by name.</param>
internal sealed class StoppedCounts<TCounter, TAllocator>(AllocatorBinding allocators, string? overlooked = null) : IStoppedCounts
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private readonly TAllocator[] _allocators = AllocatorSet<TAllocator>.Of(allocators);

    public StoppedDeaths Begin()
    {
        CountHeld(1);
        return EmptyQueues();
    }

    public void ForgetFreed()
    {
        if (TCounter.Traits.CountsMessages)
        {
            LedgerRepair.Run(allocators.Heap, allocators.Counts);
        }
    }

    public void End() => CountHeld(-1);

    private unsafe void CountHeld(int each)
    {
        if (!TCounter.Traits.DefersSome)
        {
            return;
        }

        foreach (RootTable registers in allocators.Heap.Roots.Where(r => !r.IsShared && r.Owner != overlooked))
        {
            for (long i = 0; i < registers.Used; i++)
            {
                if (registers.Slots[i] != 0)
                {
                    TCounter.CountHeld(allocators.Heap.HeaderOf(registers.Slots[i]), each);
                }
            }
        }
    }

    private StoppedDeaths EmptyQueues()
    {
        var burial = new Burial<TCounter, TAllocator, NoGarbage>(allocators, _allocators, default);
        long ofCrashed = 0;
        for (int m = 0; m < allocators.Mutators; m++)
        {
            long freedBefore = burial.Freed;
            var counter = TCounter.Create(allocators.Counts, m);
            while (counter.TakeQueuedDead<DirectMemory>() is var dead and not 0)
            {
                burial.BuryDead(dead);
            }

            ofCrashed += m == allocators.Heap.Lost.Mutator ? burial.Freed - freedBefore : 0;
        }

        return new StoppedDeaths(burial.Freed, burial.Decrements, ofCrashed);
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
