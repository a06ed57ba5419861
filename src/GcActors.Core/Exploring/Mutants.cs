using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S04 (Nim#22711): dead judged by a load. Two droppers both see 2, both subtract, nobody frees.</summary>
internal sealed unsafe class DeadByLoad(ExploredHeap heap, int thread) : ExploredMutator<Atomic, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(Atomic.Drop));
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
internal sealed unsafe class DeadByLaterLoad(ExploredHeap heap, int thread) : ExploredMutator<Atomic, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(Atomic.Drop));
        ref int count = ref PlainCount.WordOf(Heap.Header(o));
        ExploredMemory.Add(ref count, -1);
        return ExploredMemory.Read(ref count) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}

/// <summary>S07: the old value is dropped before the slot is overwritten.</summary>
internal sealed class DropBeforeOverwrite(ExploredHeap heap, int thread) : ExploredMutator<Atomic, ExploredMemory>(heap, thread)
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
internal sealed unsafe class ImmortalDropped(ExploredHeap heap, int thread) : ExploredMutator<WithImmortals<Atomic>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(Atomic.Drop));
        return default(Atomic).Drop<ExploredMemory>(Heap.Header(o));
    }
}
