using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>A barrier written out, for twins that break a piece of it.</summary>
internal unsafe class BarrierTwin(ExploredHeap heap, int thread) : CoalescingMutator(heap, thread)
{
    protected override int Replace(int slot, int o)
    {
        if (ExploredHeap.ObjectOf(slot) is var container and not 0)
        {
            Replay.Current.Enter(nameof(IRefCounter<>.Store));
            return Store(slot, o, container);
        }

        return base.Replace(slot, o);
    }

    protected virtual int Store(int slot, int o, int container)
    {
        if (IsUnlogged(container))
        {
            Log(container);
        }

        return Overwrite(slot, o);
    }

    protected virtual void Log(int o)
    {
        if (Wins(o))
        {
            Note(o);
            ExploredMemory.Write(ref StateOf(o), 0);
        }
        else
        {
            OnLost(o);
        }
    }

    protected virtual void OnLost(int o) => ExploredMemory.Await(ref StateOf(o), 0);

    protected void Note(int o)
    {
        CountLog* log = Heap.Space.Log(Thread);
        log->Increments.Append(log, ExploredHeap.ReferenceTo(o));
        if (ExploredMemory.Read(ref Heap.Slot(ExploredHeap.Field(o, 0))) is var old and not 0)
        {
            log->Decrements.Append(log, old);
        }
    }

    protected bool IsUnlogged(int o) => (ExploredMemory.Read(ref StateOf(o)) & ObjectHeader.Unlogged) != 0;

    protected bool Wins(int o) =>
        ExploredMemory.CompareExchange(ref StateOf(o), ObjectHeader.Unlogged | ObjectHeader.BeingLogged, ObjectHeader.Unlogged) == ObjectHeader.Unlogged;

    protected int Overwrite(int slot, int o) =>
        ExploredHeap.ObjectOf(PlainCount.Store<ExploredMemory>(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));

    protected ref int StateOf(int o) => ref ObjectHeader.StateOf(Heap.Header(o));
}

/// <summary>S33: logged after the store: what is noted is the new value.</summary>
internal sealed class LoggedAfterStore(ExploredHeap heap, int thread) : BarrierTwin(heap, thread)
{
    protected override int Store(int slot, int o, int container)
    {
        bool isUnlogged = IsUnlogged(container);
        int old = Overwrite(slot, o);
        if (isUnlogged)
        {
            Log(container);
        }

        return old;
    }
}

/// <summary>S34: who loses the race to an object logs it too.</summary>
internal sealed class LoserLogsToo(ExploredHeap heap, int thread) : BarrierTwin(heap, thread)
{
    protected override void OnLost(int o) => Note(o);
}

/// <summary>Who loses the race does not wait, and overwrites a field before the winner has read it.</summary>
internal sealed class LoserGoesOn(ExploredHeap heap, int thread) : BarrierTwin(heap, thread)
{
    protected override void OnLost(int o)
    {
        // The winner will note what is there by then.
    }
}

/// <summary>A stop that leaves objects marked as logged: what is written into them later is not noted.</summary>
internal sealed class MarkStays(ExploredHeap heap, int thread) : Coalescer(heap, thread)
{
    protected override void TakeOffList(int o) => Replay.Current.Enter(nameof(TakeOffList));
}

/// <summary>−1 before +1: a value that has moved from one field to another is dead in between.</summary>
internal sealed class DownBeforeUp(ExploredHeap heap, int thread) : Coalescer(heap, thread)
{
    protected override void Apply(int epoch)
    {
        LookAtRoots();
        CountDown(epoch);
        CountUp(epoch);
        Reconcile(epoch);
        Resume(epoch);
    }
}

/// <summary>Shared roots are not looked at.</summary>
internal sealed class RootsMissed(ExploredHeap heap, int thread) : Coalescer(heap, thread)
{
    protected override int[] ReadRoots() => [];
}

/// <summary>S32: what one mutator holds is missed.</summary>
internal sealed class CoalescedLocalsMissed(ExploredHeap heap, int thread) : CoalescingMutator(heap, thread)
{
    protected override void PassBoundary(int locals) => base.PassBoundary(Thread == 0 && Passed < EpochWords.Epochs ? 0 : locals);
}

/// <summary>S40: counts are looked at before the logs.</summary>
internal sealed class WithoutReplay(ExploredHeap heap, int thread) : Coalescer(heap, thread)
{
    protected override void Apply(int epoch)
    {
        if (epoch < EpochWords.Drain)
        {
            base.Apply(epoch);
        }
        else
        {
            Resume(epoch);
        }
    }
}

/// <summary>A mutator goes on behind a stop's boundary while counts are written.</summary>
internal sealed class GoesOnWhileCounting(ExploredHeap heap, int thread) : CoalescingMutator(heap, thread)
{
    protected override void AwaitResume()
    {
        // The world is not stopped.
    }
}

/// <summary>Half of S41: a store into a field does not release.</summary>
internal sealed class UnreleasedStore(ExploredHeap heap, int thread) : BarrierTwin(heap, thread)
{
    protected override int Store(int slot, int o, int container)
    {
        if (IsUnlogged(container))
        {
            Log(container);
        }

        return ExploredHeap.ObjectOf(PlainCount.Store<MemoryWithoutRelease>(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));
    }
}
