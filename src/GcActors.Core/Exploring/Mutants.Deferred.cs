using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S06: a slot that two overwrite, without an exchange: both count the old value down.</summary>
internal sealed unsafe class ReconciledWithoutExchange(ExploredHeap heap, int thread) : UnguardedTable(heap, thread)
{
    protected override int TakeOut(int slot, int o)
    {
        int old = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        ExploredMemory.Write(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o));
        return old;
    }

    protected override bool MayEnter(int o) => ExploredMemory.Exchange(ref Deferred.MarkOf(Heap.Header(o)), 1) == 0;
}

/// <summary>An object enters a table each time that its count falls to 0, whether it is listed or not: it is in two tables.</summary>
internal unsafe class UnguardedTable(ExploredHeap heap, int thread) : ReconcilingMutator(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        if (o != 0)
        {
            ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(o)), 1);
        }

        int old = TakeOut(slot, o);
        if (old != 0 && ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(old)), -1) == 0 && MayEnter(old))
        {
            Objects.CountLog* log = Heap.Space.Log(Thread);
            log->Decrements.Append(log, ExploredHeap.ReferenceTo(old));
        }

        return old;
    }

    protected virtual int TakeOut(int slot, int o) => ExploredHeap.ObjectOf(ExploredMemory.Exchange(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));

    protected virtual bool MayEnter(int o) => true;
}

/// <summary>S31: an object dies with its parent although a table names it: the entry survives the object.</summary>
internal sealed unsafe class EntrySurvives(ExploredHeap heap, int thread) : Reconciler(heap, thread)
{
    protected override CountChange CountDropField(int child)
    {
        Replay.Current.Enter("Decrement");
        return ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(child)), -1) == 0 ? CountChange.Dead : CountChange.Alive;
    }
}

/// <summary>S32: what one mutator holds is missed.</summary>
internal sealed class LocalsMissed(ExploredHeap heap, int thread) : ReconcilingMutator(heap, thread)
{
    protected override void PassBoundary(int locals) => base.PassBoundary(Thread == 0 && Passed < EpochWords.Epochs ? 0 : locals);
}

/// <summary>A mutator goes on behind a stop's boundary while the tables are looked through.</summary>
internal sealed class GoesOnInStop(ExploredHeap heap, int thread) : LoggedMutator<Deferred>(heap, thread);

/// <summary>S40: counts are looked at before the tables were.</summary>
internal sealed class WithoutReconciliation(ExploredHeap heap, int thread) : Reconciler(heap, thread)
{
    protected override void Apply(int epoch)
    {
        if (epoch < EpochWords.Drain)
        {
            base.Apply(epoch);
            return;
        }

        Replay.Current.Enter("Resume");
        ExploredMemory.Exchange(ref Epochs.Resumed, epoch);
    }
}
