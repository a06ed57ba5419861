using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S36: a count that is stuck is decremented, though it may stand for more references than it says.</summary>
internal sealed unsafe class StuckDropped(ExploredHeap heap, int thread) : ExploredMutator<Sticky<TwoBits, QuietSlots>, ExploredMemory>(heap, thread)
{
    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        return ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(o)), -1) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}
