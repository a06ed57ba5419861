using GcActors.Core.Memory;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;

namespace GcActors.Core.Counting;

/// <summary>The flags of a strategy's shared half, and what keeps an object from dying outside of the queue that it lies in.</summary>
public interface IMergeRule
{
    /// <summary>Counted references that an entry of a queue holds: 0 or 1.</summary>
    static abstract int ReferencesPerEntry { get; }

    /// <summary>The flags of an object that nobody owns. With a count of 0 they say that it is dead: whoever writes that value kills the object.</summary>
    static abstract int Merged { get; }

    /// <summary>The flags that a merge takes off.</summary>
    static abstract int Cleared { get; }
}

/// <summary>
/// The end of an ownership in biased counting, for one mutator: of his own objects when he gives up his last reference or works off his queue, of others' when
/// he finds that their owner has left. Owner and local are cleared before the compare-and-swap that merges, never behind it: from then on a stranger may
/// free the object (H1 of counting-strategies.md 4.6; CPython gh-119999, gh-121794).
/// </summary>
internal unsafe struct MergeQueues<TRule>
    where TRule : struct, IMergeRule
{
    private OwnerQueues _queues;
    private byte* _heapBase;
    private int _mutator;
    private uint _taken;

    public MergeQueues(in CountSpace space, int mutator)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(mutator, MostMutators);
        _queues = new OwnerQueues(space);
        _heapBase = space.HeapBase;
        _mutator = mutator;
    }

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.Open<TMemory>(_mutator);

    /// <summary>Whoever drops an object of an owner that has left merges it himself.</summary>
    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.TryClose<TMemory>(_mutator);

    /// <summary>The owner has given up the last reference of his half.</summary>
    public static CountChange MergeImplicitly<TMemory>(ObjectHeader* o, ref BiasedTally tally)
        where TMemory : struct, IMemoryAccess
    {
        tally.ImplicitMerges++;
        TMemory.Write(ref BiasOf(o), 0);
        return JudgeBy(Change<TMemory>(o, set: TRule.Merged, clear: 0, add: 0));
    }

    /// <summary>Gives a queued object to its owner, or ends the ownership in his place if he has left. Until then nobody frees it.</summary>
    public CountChange Enqueue<TMemory>(ObjectHeader* o, uint owner, ref BiasedTally tally)
        where TMemory : struct, IMemoryAccess
    {
        int mutator = (int)owner - 1;
        uint cell = (uint)(((byte*)o - _heapBase) >> PoolGeometry.GranuleShift);
        while (!_queues.TryPush<TMemory>(mutator, cell))
        {
            _queues.Enter<TMemory>(mutator);
            bool merges = _queues.IsClosed<TMemory>(mutator);
            int merged = merges ? Merge<TMemory>(o) : 0;
            _queues.Leave<TMemory>(mutator);
            if (merges)
            {
                tally.MergesAtExit++;
                return JudgeBy(merged);
            }
        }

        return CountChange.Deferred;
    }

    /// <summary>Merges what others queued, up to the next object that this kills; 0: the queue is empty.</summary>
    public uint TakeDead<TMemory>(ref BiasedTally tally)
        where TMemory : struct, IMemoryAccess
    {
        while (_taken != 0 || TakeQueue<TMemory>(ref tally))
        {
            uint cell = _taken;
            _taken = _queues.After<TMemory>(cell);
            tally.Drained++;
            if (Merge<TMemory>(PlainCount.At(_heapBase, cell)) == TRule.Merged)
            {
                return cell;
            }
        }

        return 0;
    }

    public static CountChange JudgeBy(int shared) => shared == TRule.Merged ? CountChange.Dead : CountChange.Alive;

    private bool TakeQueue<TMemory>(ref BiasedTally tally)
        where TMemory : struct, IMemoryAccess
    {
        _taken = _queues.TakeAll<TMemory>(_mutator);
        tally.EndDrain(isNext: _taken != 0);
        return _taken != 0;
    }

    /// <summary>Ends the ownership of a queued object, and the queue's reference if it holds one, for its owner or in his place; he may have ended it
    /// already.</summary>
    private static int Merge<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int local = LocalOf(TMemory.Read(ref BiasOf(o)));
        TMemory.Write(ref BiasOf(o), 0);
        return Change<TMemory>(o, set: TRule.Merged, clear: TRule.Cleared, add: (local - TRule.ReferencesPerEntry) * One);
    }
}
