using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>The lock holds while the slot is read, and no longer when its target is counted.</summary>
internal sealed unsafe class CountBehindUnlock(ExploredHeap heap, int thread) : ExploredMutator<GlobalLock<WordLock>, ExploredMemory>(heap, thread)
{
    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        LockWaits waits = default;
        var global = WordLock.Create(Heap.Space);
        global.Enter<ExploredMemory>(ref waits);
        int o = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        global.Exit<ExploredMemory>();
        if (o != 0)
        {
            CountCopy(o);
        }

        return o;
    }
}

/// <summary>The count is looked at once more when the lock is free.</summary>
internal sealed unsafe class JudgedBehindUnlock(ExploredHeap heap, int thread) : ExploredMutator<GlobalLock<WordLock>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        base.CountDrop(o);
        return ExploredMemory.Read(ref PlainCount.WordOf(Heap.Header(o))) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}
