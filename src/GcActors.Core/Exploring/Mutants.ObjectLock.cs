using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>An explored mutator whose broken twins reach the locks themselves.</summary>
internal abstract unsafe class LockingMutator<TLocks>(ExploredHeap heap, int thread) : ExploredMutator<ObjectLock<TLocks>, ExploredMemory>(heap, thread)
    where TLocks : struct, IObjectLocks<TLocks>
{
    private LockWaits _waits;

    protected TLocks Locks { get; } = TLocks.Create(heap.Space, thread);

    protected int EnterSlots(ObjectHeader* container) => Locks.EnterSlots<ExploredMemory>(container, ref _waits);

    protected void ExitSlots(ObjectHeader* container, int entered) => Locks.ExitSlots<ExploredMemory>(container, entered, ref _waits);

    protected int EnterCount(ObjectHeader* o) => Locks.EnterCount<ExploredMemory>(o, ref _waits);

    protected void ExitCount(ObjectHeader* o, int entered) => Locks.ExitCount<ExploredMemory>(o, entered, ref _waits);
}

/// <summary>S37: a load locks the target that it finds, and not the container.</summary>
internal sealed unsafe class TargetLocked<TLocks>(ExploredHeap heap, int thread) : LockingMutator<TLocks>(heap, thread)
    where TLocks : struct, IObjectLocks<TLocks>
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        int o = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        if (o != 0)
        {
            CountCopy(o);
        }

        return o;
    }
}

/// <summary>S38: the container that is named first is locked first.</summary>
internal sealed unsafe class SwapByArgument<TLocks>(ExploredHeap heap, int thread) : LockingMutator<TLocks>(heap, thread)
    where TLocks : struct, IObjectLocks<TLocks>
{
    public override void Swap(int slot, int other)
    {
        Replay.Current.Enter(nameof(Swap));
        ObjectHeader* first = Heap.Header(ExploredHeap.ObjectOf(slot));
        ObjectHeader* second = Heap.Header(ExploredHeap.ObjectOf(other));
        int enteredFirst = EnterSlots(first);
        int enteredSecond = EnterSlots(second);
        uint value = ExploredMemory.Read(ref Heap.Slot(slot));
        ExploredMemory.Write(ref Heap.Slot(slot), ExploredMemory.Read(ref Heap.Slot(other)));
        ExploredMemory.Write(ref Heap.Slot(other), value);
        ExitSlots(second, enteredSecond);
        ExitSlots(first, enteredFirst);
    }
}

/// <summary>The reference's own rule: the lock of a target is the one that its slots have. It is no leaf.</summary>
internal sealed unsafe class OneLock<TLocks>(ExploredHeap heap, int thread) : LockingMutator<TLocks>(heap, thread)
    where TLocks : struct, IObjectLocks<TLocks>
{
    protected override void CountCopy(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Copy));
        CountUnder(Heap.Header(o), 1);
    }

    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        return CountUnder(Heap.Header(o), -1) == 0 ? CountChange.Dead : CountChange.Alive;
    }

    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        ObjectHeader* container = Heap.Header(ExploredHeap.ObjectOf(slot));
        int entered = EnterSlots(container);
        int o = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        CountUnder(Heap.Header(o), 1);
        ExitSlots(container, entered);
        return o;
    }

    private int CountUnder(ObjectHeader* o, int change)
    {
        int entered = EnterSlots(o);
        ref int word = ref PlainCount.WordOf(o);
        int count = ExploredMemory.Read(ref word) + change;
        ExploredMemory.Write(ref word, count);
        ExitSlots(o, entered);
        return count;
    }
}

/// <summary>A dead object is killed while its count is locked; the lock lies in the freed cell.</summary>
internal sealed unsafe class UnlockAfterFree(ExploredHeap heap, int thread) : LockingMutator<HeaderLocks<NoPatience>>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ObjectHeader* header = Heap.Header(o);
        int entered = EnterCount(header);
        if (PlainCount.Decrement<ExploredMemory>(header) == CountChange.Dead)
        {
            Kill(o);
        }

        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        ExitCount(header, entered);
        return CountChange.Alive;
    }
}
