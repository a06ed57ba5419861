using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>The barrier of slots written out, for twins that break a piece of it.</summary>
internal unsafe class SlotBarrierTwin(ExploredHeap heap, int thread) : CoalescingMutator<QuietSlots, SingleSlot>(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        if (ExploredHeap.ObjectOf(slot) is not (var container and not 0))
        {
            return base.Replace(slot, o);
        }

        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        bool isOld = (ExploredMemory.Read(ref ObjectHeader.StateOf(Heap.Header(container))) & ObjectHeader.Unlogged) != 0;
        return isOld ? Store(slot, o, container) : Overwrite(slot, o);
    }

    protected virtual int Store(int slot, int o, int container)
    {
        uint old = Read(slot);
        if (!IsMarked(container, slot) && Wins(container, slot))
        {
            Note(container, old);
        }

        return Overwrite(slot, o);
    }

    protected virtual bool Wins(int container, int slot) =>
        ExploredMemory.CompareExchange(ref Heap.MarksOf(container), MarkOf(slot), 0) == 0;

    protected void Note(int container, uint old)
    {
        CountLog* log = Heap.Space.Log(Thread);
        log->Written.Append(log, ExploredHeap.ReferenceTo(container));
        if (old != 0)
        {
            log->Decrements.Append(log, old);
        }
    }

    protected uint Read(int slot) => ExploredMemory.Read(ref Heap.Slot(slot));

    protected bool IsMarked(int container, int slot) => (ExploredMemory.Read(ref Heap.MarksOf(container)) & MarkOf(slot)) != 0;

    protected int Overwrite(int slot, int o) =>
        ExploredHeap.ObjectOf(PlainCount.Store<ExploredMemory>(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));

    protected int MarkOf(int slot) => new FirstWrites(Heap.Space, null).MarkOf(System.Runtime.CompilerServices.Unsafe.AsPointer(ref Heap.Slot(slot)));
}

/// <summary>S33: logged after the store: what is noted is the new value.</summary>
internal sealed class SlotLoggedAfterStore(ExploredHeap heap, int thread) : SlotBarrierTwin(heap, thread)
{
    protected override int Store(int slot, int o, int container)
    {
        int old = Overwrite(slot, o);
        if (!IsMarked(container, slot) && Wins(container, slot))
        {
            Note(container, Read(slot));
        }

        return old;
    }
}

/// <summary>S34: the mark is written, not won: two that find the slot unmarked both log it.</summary>
internal sealed class SlotLoggedTwice(ExploredHeap heap, int thread) : SlotBarrierTwin(heap, thread)
{
    protected override bool Wins(int container, int slot)
    {
        ExploredMemory.Write(ref Heap.MarksOf(container), MarkOf(slot));
        return true;
    }
}

/// <summary>The slot is read behind its mark: who loses does not wait, and may have overwritten it.</summary>
internal sealed class SlotReadLate(ExploredHeap heap, int thread) : SlotBarrierTwin(heap, thread)
{
    protected override int Store(int slot, int o, int container)
    {
        if (!IsMarked(container, slot) && Wins(container, slot))
        {
            Note(container, Read(slot));
        }

        return Overwrite(slot, o);
    }
}

/// <summary>A stop that leaves slots marked as written: what is written into them later is not noted.</summary>
internal sealed class SlotMarkStays(ExploredHeap heap, int thread) : SlotCoalescer(heap, thread)
{
    protected override void Unmark(int o) => Replay.Current.Enter(nameof(Unmark));
}
