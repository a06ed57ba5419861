using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S12: the slot is not looked at again behind the count, which may have gone to another object of the cell.</summary>
internal sealed unsafe class SlotNotReadAgain(ExploredHeap heap, int thread) : ExploredMutator<Atomic<TypeStableSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        RaceTally races = default;
        return ExploredHeap.ObjectOf(TypeStableSlots.Load<ExploredMemory, CountWord>(Heap.Base, Heap.Space.Own(Thread), ref Heap.Slot(slot), ref races));
    }
}

/// <summary>S12 of biased-703: the load of its other form.</summary>
internal sealed unsafe class SlotNotReadAgain703(ExploredHeap heap, int thread)
    : ExploredMutator<Biased703<TypeStableSlots, NothingDeferred>, ExploredMemory>(heap, thread)
{
    private Biased703<QuiescentSlots, NothingDeferred> _careless = Biased703<QuiescentSlots, NothingDeferred>.Create(heap.Space, thread);

    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        return ExploredHeap.ObjectOf(_careless.Load<ExploredMemory>(Heap.Base, Heap.ContainerOf(slot), ref Heap.Slot(slot)));
    }
}

/// <summary>What was counted by mistake is not given back.</summary>
internal sealed unsafe class StrayKept(ExploredHeap heap, int thread) : ExploredMutator<Atomic<TypeStableSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        RaceTally races = default;
        while (true)
        {
            uint value = TypeStableSlots.Load<ExploredMemory, CountWord>(Heap.Base, Heap.Space.Own(Thread), ref Heap.Slot(slot), ref races);
            if (value == 0 || ExploredMemory.Read(ref Heap.Slot(slot)) == value)
            {
                return ExploredHeap.ObjectOf(value);
            }
        }
    }
}

/// <summary>What was counted by mistake is given back, but nobody looks whether it was the last reference.</summary>
internal sealed unsafe class StrayAlive(ExploredHeap heap, int thread) : ExploredMutator<Atomic<TypeStableSlots>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        RaceTally races = default;
        while (true)
        {
            uint value = TypeStableSlots.Load<ExploredMemory, CountWord>(Heap.Base, Heap.Space.Own(Thread), ref Heap.Slot(slot), ref races);
            if (value == 0 || ExploredMemory.Read(ref Heap.Slot(slot)) == value)
            {
                return ExploredHeap.ObjectOf(value);
            }

            ExploredMemory.Add(ref PlainCount.WordOf(PlainCount.At(Heap.Base, value)), -1);
        }
    }
}
