using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>S06: a slot that two overwrite, without an exchange: both log the old value.</summary>
internal sealed unsafe class LoggedWithoutExchange(ExploredHeap heap, int thread) : LoggedMutator(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        int old = ExploredHeap.ObjectOf(ExploredMemory.Read(ref Heap.Slot(slot)));
        ExploredMemory.Write(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o));
        Objects.CountLog* log = Heap.Space.Log(Thread);
        if (o != 0)
        {
            log->Increments.Append(log, ExploredHeap.ReferenceTo(o));
        }

        if (old != 0)
        {
            log->Decrements.Append(log, ExploredHeap.ReferenceTo(old));
        }

        return old;
    }
}

/// <summary>S27: decrements of an epoch are applied at its end.</summary>
internal sealed class DecrementsAtOnce(ExploredHeap heap, int thread) : LogApplier(heap, thread)
{
    protected override void Apply(int epoch)
    {
        Increment(m => ref Epochs.Increments(m, epoch));
        Increment(m => ref Epochs.Locals(m, epoch));
        Decrement(m => ref Epochs.Decrements(m, epoch));
        if (epoch > 1)
        {
            Decrement(m => ref Epochs.Locals(m, epoch - 1));
        }
    }
}

/// <summary>S28: increments come before decrements in each mutator's log, but not before those of the others.</summary>
internal sealed class LogByLog(ExploredHeap heap, int thread) : LogApplier(heap, thread)
{
    protected override void Apply(int epoch)
    {
        for (int m = 0; m < Mutators; m++)
        {
            Increment(ref Epochs.Increments(m, epoch));
            Increment(ref Epochs.Locals(m, epoch));
            if (epoch > 1)
            {
                Decrement(ref Epochs.Decrements(m, epoch - 1));
                Decrement(ref Epochs.Locals(m, epoch - 1));
            }
        }

        if (epoch == EpochWords.Drain)
        {
            Decrement(m => ref Epochs.Decrements(m, epoch));
        }
    }
}

/// <summary>S29: what an idle mutator holds is forgotten.</summary>
internal sealed class IdleForgotten(ExploredHeap heap, int thread) : LoggedMutator(heap, thread)
{
    protected override int LocalsOfIdle() => Passed == EpochWords.Epochs ? Locals() : 0;
}

/// <summary>S30: a mutator gets its log back, and writes the next into it, before the decrements were applied.</summary>
internal sealed class LogReturnedEarly(ExploredHeap heap, int thread) : LogApplier(heap, thread)
{
    protected override void Apply(int epoch)
    {
        Increment(m => ref Epochs.Increments(m, epoch));
        Increment(m => ref Epochs.Locals(m, epoch));
        if (epoch > 1)
        {
            Decrement(m => ref Epochs.Decrements(m, epoch));
            Decrement(m => ref Epochs.Locals(m, epoch - 1));
        }
    }
}

/// <summary>S40: counts are looked at before the logs were applied.</summary>
internal sealed class WithoutDrain(ExploredHeap heap, int thread) : LogApplier(heap, thread)
{
    protected override void Apply(int epoch)
    {
        if (epoch < EpochWords.Drain)
        {
            base.Apply(epoch);
        }
    }
}

/// <summary>S44: a fast mutator passes the boundary behind the one that it is asked for.</summary>
internal sealed class BoundaryAhead(ExploredHeap heap, int thread) : LoggedMutator(heap, thread)
{
    protected override void PassBoundary(int locals)
    {
        base.PassBoundary(locals);
        if (Thread == 0 && Passed < EpochWords.Epochs)
        {
            base.PassBoundary(locals);
        }
    }
}
