using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S25: marked when the reference has been written.</summary>
internal sealed unsafe class MarkedLate(ExploredHeap heap, int thread) : StoringSender<Dynamic<QuietSlots>>(heap, thread)
{
    protected override void Write(int slot, uint value)
    {
        ExploredMemory.Write(ref Heap.Slot(slot), value);
        if (EscapedWord.IsPrivate<ExploredMemory>(PlainCount.At(Heap.Base, value)))
        {
            new EscapeWalk(Heap.Space).Mark<ExploredMemory>(value);
        }
    }
}

/// <summary>S26: only what is published itself is marked, not what it refers to.</summary>
internal sealed unsafe class ShallowWalk(ExploredHeap heap, int thread) : StoringSender<Dynamic<QuietSlots>>(heap, thread)
{
    protected override void Write(int slot, uint value)
    {
        ref int word = ref PlainCount.WordOf(PlainCount.At(Heap.Base, value));
        ExploredMemory.Write(ref word, ExploredMemory.Read(ref word) | EscapedWord.Escaped);
        ExploredMemory.Write(ref Heap.Slot(slot), value);
    }
}

/// <summary>An object stored into an escaped container as if that were private.</summary>
internal sealed unsafe class StoredUnmarked(ExploredHeap heap, int thread) : StoringSender<Dynamic<QuietSlots>>(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        return ExploredHeap.ObjectOf(PlainCount.Store<ExploredMemory>(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));
    }
}
