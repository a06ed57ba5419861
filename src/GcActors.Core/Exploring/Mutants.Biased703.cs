using GcActors.Core.Counting;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;
using State = GcActors.Core.Counting.Biased703Words;

namespace GcActors.Core.Exploring;

/// <summary>The drop of <see cref="Biased703{TSlots,TDeferral}"/> once more, piece by piece, for twins that get one of them wrong.</summary>
internal unsafe class Biased703Twin<TSlots>(ExploredHeap heap, int thread) : ExploredMutator<Biased703<TSlots, NothingDeferred>, ExploredMemory>(heap, thread)
    where TSlots : struct, ISlotMode
{
    private readonly OwnerQueues _queues = new(heap.Space);

    protected uint Mine => BiasOfOwner((uint)Thread + 1);

    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ObjectHeader* header = Heap.Header(o);
        uint bias = ExploredMemory.Read(ref BiasOf(header));
        if (OwnerOf(bias) != OwnerOf(Mine))
        {
            return DropShared(header, o);
        }

        ExploredMemory.Write(ref BiasOf(header), bias - 1);
        return LocalOf(bias) > 1 ? CountChange.Alive : ZeroLocal(header);
    }

    protected virtual CountChange ZeroLocal(ObjectHeader* o)
    {
        if (DiesQuickly(ExploredMemory.Read(ref SharedOf(o))))
        {
            return CountChange.Dead;
        }

        ExploredMemory.Write(ref BiasOf(o), 0);
        return JudgeBy(Change<ExploredMemory>(o, set: State.Merged, clear: 0, add: 0));
    }

    protected virtual bool DiesQuickly(int shared) => shared == 0;

    /// <summary>What a drop that queues makes of the shared half.</summary>
    protected virtual int ToQueued(int shared) => State.Queued;

    /// <returns>Whether the owner is there to look.</returns>
    protected virtual bool TryQueue(int owner, uint cell) => _queues.TryPush<ExploredMemory>(owner, cell);

    protected static CountChange JudgeBy(int shared) => shared == State.Dead ? CountChange.Dead : CountChange.Alive;

    private CountChange DropShared(ObjectHeader* o, int number)
    {
        int old;
        int now;
        do
        {
            old = ExploredMemory.Read(ref SharedOf(o));
            now = State.Enters(old) ? ToQueued(old) : old - One;
        }
        while (ExploredMemory.CompareExchange(ref SharedOf(o), now, old) != old);
        return State.Enters(old) ? Enqueue(o, number) : JudgeBy(now);
    }

    private CountChange Enqueue(ObjectHeader* o, int number)
    {
        uint owner = OwnerOf(ExploredMemory.Read(ref BiasOf(o)));
        if (owner == 0)
        {
            return DropShared(o, number);
        }

        int mutator = (int)owner - 1;
        while (!TryQueue(mutator, ExploredHeap.ReferenceTo(number)))
        {
            _queues.Enter<ExploredMemory>(mutator);
            bool merges = _queues.IsClosed<ExploredMemory>(mutator);
            int merged = merges ? Merge(o) : 0;
            _queues.Leave<ExploredMemory>(mutator);
            if (merges)
            {
                return JudgeBy(merged);
            }
        }

        return CountChange.Deferred;
    }

    private static int Merge(ObjectHeader* o)
    {
        int local = LocalOf(ExploredMemory.Read(ref BiasOf(o)));
        ExploredMemory.Write(ref BiasOf(o), 0);
        return Change<ExploredMemory>(o, set: State.Merged, clear: 0, add: (local - 1) * One);
    }
}

/// <summary>S13 (CPython gh-119999, gh-121794): the owner is cleared after the merge.</summary>
internal sealed unsafe class OwnerClearedLate703(ExploredHeap heap, int thread) : Biased703Twin<QuietSlots>(heap, thread)
{
    protected override CountChange ZeroLocal(ObjectHeader* o)
    {
        if (ExploredMemory.Read(ref SharedOf(o)) == 0 || Change<ExploredMemory>(o, set: State.Merged, clear: 0, add: 0) == State.Dead)
        {
            return CountChange.Dead;
        }

        ExploredMemory.Write(ref BiasOf(o), 0);
        return CountChange.Alive;
    }
}

/// <summary>S17: the queue takes over the reference, and the count is lowered too.</summary>
internal sealed class StolenAndLowered(ExploredHeap heap, int thread) : Biased703Twin<QuietSlots>(heap, thread)
{
    protected override int ToQueued(int shared) => State.Queued - One;
}

/// <summary>S18: the owner's quick death looks at the count, not at the state. (Of a queued object the count is not 0 then: the queue holds a reference.)</summary>
internal sealed class StateIgnored(ExploredHeap heap, int thread) : Biased703Twin<QuiescentSlots>(heap, thread)
{
    protected override bool DiesQuickly(int shared) => CountOf(shared) == 0;
}

/// <summary>S21: an object is queued to an owner that has left: nobody looks.</summary>
internal sealed unsafe class QueuedToNobody703(ExploredHeap heap, int thread) : Biased703Twin<QuietSlots>(heap, thread)
{
    protected override bool TryQueue(int owner, uint cell)
    {
        ref int head = ref *Heap.Space.Own(owner);
        int first = ExploredMemory.Read(ref head);
        ExploredMemory.Write(ref Heap.Space.Links[cell], (uint)first);
        ExploredMemory.CompareExchange(ref head, (int)cell, first);
        return true;
    }
}

/// <summary>Slots' references to a deferred object are counted without an atomic operation.</summary>
internal sealed unsafe class SlotsCountedPlainly(ExploredHeap heap, int thread)
    : ExploredMutator<Biased703<QuietSlots, PinnedDeferred>, ExploredMemory>(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        ExploredMemory.Write(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o));
        ref int shared = ref SharedOf(Heap.Header(o));
        ExploredMemory.Write(ref shared, ExploredMemory.Read(ref shared) + One);
        return 0;
    }
}

/// <summary>A stranger's load raises the state by itself, in the step that counts, without the container's lock.</summary>
internal sealed unsafe class RaisedUnlocked(ExploredHeap heap, int thread) : ExploredMutator<Biased703<QuiescentSlots, NothingDeferred>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        uint value = ExploredMemory.Read(ref Heap.Slot(slot));
        if (value == 0)
        {
            return 0;
        }

        ObjectHeader* o = PlainCount.At(Heap.Base, value);
        uint bias = ExploredMemory.Read(ref BiasOf(o));
        if (OwnerOf(bias) == (uint)Thread + 1)
        {
            ExploredMemory.Write(ref BiasOf(o), bias + 1);
            return ExploredHeap.ObjectOf(value);
        }

        int old = ExploredMemory.Read(ref SharedOf(o));
        bool counted = old != State.Dead
            && ExploredMemory.CompareExchange(ref SharedOf(o), (State.StateOf(old) == State.Default ? old | State.WeakRefs : old) + One, old) == old;
        return counted ? ExploredHeap.ObjectOf(value) : 0;
    }
}

/// <summary>A store exchanges without the container's lock, as if all loads could tell the dead.</summary>
internal sealed class StoredUnlocked(ExploredHeap heap, int thread) : ExploredMutator<Biased703<QuiescentSlots, NothingDeferred>, ExploredMemory>(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        return ExploredHeap.ObjectOf(ExploredMemory.Exchange(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));
    }
}
