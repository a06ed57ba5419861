using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S04 (Nim#22711): dead judged by a load. Two droppers both see 2, both subtract, nobody frees.</summary>
internal sealed unsafe class DeadByLoad(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuietSlots>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ref int count = ref PlainCount.WordOf(Heap.Header(o));
        if (ExploredMemory.Read(ref count) == 1)
        {
            return CountChange.Dead;
        }

        ExploredMemory.Add(ref count, -1);
        return CountChange.Alive;
    }
}

/// <summary>S04 the other way: dead judged by a load behind the decrement. Two droppers both see 0, both free.</summary>
internal sealed unsafe class DeadByLaterLoad(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuietSlots>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ref int count = ref PlainCount.WordOf(Heap.Header(o));
        ExploredMemory.Add(ref count, -1);
        return ExploredMemory.Read(ref count) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}

/// <summary>S07: the old value is dropped before the slot is overwritten.</summary>
internal sealed class DropBeforeOverwrite(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuietSlots>, ExploredMemory>(heap, thread)
{
    public override void Store(int slot, int o)
    {
        Replay.Current.Enter(nameof(Store));
        int old = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        if (o != 0)
        {
            CountCopy(o);
        }

        if (old != 0)
        {
            Release(old);
        }

        Replace(slot, o);
    }
}

/// <summary>Immortality is tested on the way up only (counting-strategies.md 4.14).</summary>
internal sealed unsafe class ImmortalDropped(ExploredHeap heap, int thread) : ExploredMutator<WithImmortals<Atomic<QuietSlots>>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        return default(Atomic<QuietSlots>).Drop<ExploredMemory>(Heap.Header(o));
    }
}

/// <summary>S03: a load revives a count of 0 by an addition.</summary>
internal sealed unsafe class RevivingLoad(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuiescentSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        uint value = ExploredMemory.Read(ref Heap.Slot(slot));
        if (value != 0)
        {
            ExploredMemory.Add(ref PlainCount.WordOf(PlainCount.At(Heap.Base, value)), 1);
        }

        return ExploredHeap.ObjectOf(value);
    }
}

/// <summary>S05 (Nim#26073): who sees a count of 1 is alone and dies without an interlocked operation; but another may have read the slot before.</summary>
internal sealed unsafe class UniqueDrop(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuiescentSlots>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ref int count = ref PlainCount.WordOf(Heap.Header(o));
        if (ExploredMemory.Read(ref count) == 1)
        {
            ExploredMemory.Write(ref count, 0);
            return CountChange.Dead;
        }

        return ExploredMemory.Add(ref count, -1) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}

/// <summary>S09: a cell is used again before its grace period has ended.</summary>
internal sealed class ImpatientReuse(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuiescentSlots>, ExploredMemory>(heap, thread)
{
    protected override void GiveBack(int o) => Free(o);
}

/// <summary>S10: a mutator comes back online without a fence.</summary>
internal sealed unsafe class UnfencedQuantum(ExploredHeap heap, int thread) : ExploredMutator<Atomic<QuiescentSlots>, ExploredMemory>(heap, thread)
{
    protected override void GoOnline() => Heap.Periods.GoOnline<UnfencedExchange>(Thread);
}

/// <summary>S11: the announcement comes after the second look at the slot.</summary>
internal sealed unsafe class LateHazard(ExploredHeap heap, int thread) : ExploredMutator<Atomic<HazardSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        ref int hazard = ref *Heap.Space.Own(Thread);
        uint value = ExploredMemory.Read(ref Heap.Slot(slot));
        if (value == 0 || ExploredMemory.Read(ref Heap.Slot(slot)) != value)
        {
            return 0;
        }

        ExploredMemory.Exchange(ref hazard, (int)value);
        RaceTally races = default;
        bool counted = CountWord.TryIncrement<ExploredMemory>(ref PlainCount.WordOf(PlainCount.At(Heap.Base, value)), ref races);
        ExploredMemory.Write(ref hazard, 0);
        return counted ? ExploredHeap.ObjectOf(value) : 0;
    }
}

/// <summary>S11 the other way: no fence between the announcement and the second look.</summary>
internal sealed unsafe class UnfencedHazard(ExploredHeap heap, int thread) : ExploredMutator<Atomic<HazardSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        RaceTally races = default;
        return ExploredHeap.ObjectOf(HazardSlots.Load<UnfencedExchange, CountWord>(Heap.Base, Heap.Space.Own(Thread), ref Heap.Slot(slot), ref races));
    }
}
