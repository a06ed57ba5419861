using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>A mutator of <see cref="Coalescing{TSlots, TUnit}"/>; the form whose stores are plain, which must stand racing ones too.</summary>
internal class CoalescingMutator(ExploredHeap heap, int thread) : CoalescingMutator<QuietSlots, WholeObject>(heap, thread);

/// <summary>A mutator of one of its forms.</summary>
internal class CoalescingMutator<TSlots, TUnit>(ExploredHeap heap, int thread) : StoppingMutator<Coalescing<TSlots, TUnit>>(heap, thread)
    where TSlots : struct, ISlotMode
    where TUnit : struct, ILogUnit
{
    /// <summary>Shared roots are written plainly.</summary>
    protected override int Replace(int slot, int o)
    {
        if (ExploredHeap.ObjectOf(slot) != 0)
        {
            return base.Replace(slot, o);
        }

        Replay.Current.Enter("StoreShared");
        return ExploredHeap.ObjectOf(PlainCount.Store<ExploredMemory>(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));
    }
}

/// <summary>The refcount actor of <see cref="Coalescing{TSlots, TUnit}"/>, in the order of <c>EpochBook</c> and <c>RefCountActor</c>: two rounds a stop.</summary>
internal unsafe class Coalescer(ExploredHeap heap, int thread) : LogApplier<Coalescing<QuietSlots, WholeObject>>(heap, thread)
{
    private int[] _roots = [];
    private int[] _rootsBefore = [];

    protected override void Apply(int epoch)
    {
        LookAtRoots();
        CountUp(epoch);
        Reconcile(epoch);
        CountDown(epoch);
        Resume(epoch);
    }

    protected virtual void CountUp(int epoch)
    {
        Increment(m => ref Epochs.Locals(m, epoch));
        foreach (int o in _roots)
        {
            Increment(o);
        }

        for (int m = 0; m < Mutators; m++)
        {
            foreach (int o in Take(ref Epochs.Increments(m, epoch)))
            {
                Scan(o);
            }
        }
    }

    protected virtual void Reconcile(int epoch)
    {
        for (int m = 0; m < Mutators; m++)
        {
            foreach (int o in Take(ref Epochs.Increments(m, epoch)))
            {
                TakeOffList(o);
                if (ExploredMemory.Read(ref PlainCount.WordOf(Heap.Header(o))) == 0)
                {
                    Kill(o);
                }
            }
        }
    }

    protected void CountDown(int epoch)
    {
        Decrement(m => ref Epochs.Decrements(m, epoch));
        if (epoch > 1)
        {
            Decrement(m => ref Epochs.Locals(m, epoch - 1));
        }

        foreach (int o in _rootsBefore)
        {
            Decrement(o);
        }
    }

    protected virtual int[] ReadRoots()
    {
        Replay.Current.Enter(nameof(ReadRoots));
        int[] slots = [ExploredHeap.Root(0), ExploredHeap.Root(1)];
        return [.. slots.Select(s => ExploredHeap.ObjectOf((uint)Replay.Current.Perform(AccessKind.PlainRead, s, 0, 0))).Where(o => o != 0)];
    }

    protected virtual void TakeOffList(int o)
    {
        Replay.Current.Enter(nameof(TakeOffList));
        ExploredMemory.Add(ref ObjectHeader.StateOf(Heap.Header(o)), ObjectHeader.Unlogged);
    }

    protected void LookAtRoots() => (_rootsBefore, _roots) = (_roots, ReadRoots());

    protected void Resume(int epoch)
    {
        Replay.Current.Enter(nameof(Resume));
        ExploredMemory.Exchange(ref Epochs.Resumed, epoch);
    }

    /// <summary>A listed object is left to its entry.</summary>
    protected override CountChange CountDropField(int child)
    {
        CountChange change = base.CountDropField(child);
        if (change != CountChange.Dead)
        {
            return change;
        }

        Replay.Current.Enter("IsListed");
        int state = ExploredMemory.Read(ref ObjectHeader.StateOf(Heap.Header(child)));
        return (state & ObjectHeader.Unlogged) == 0 ? CountChange.Deferred : CountChange.Dead;
    }

    protected void Scan(int o)
    {
        Replay.Current.Enter(nameof(Scan));
        int child = ExploredHeap.ObjectOf((uint)Replay.Current.Perform(AccessKind.PlainRead, ExploredHeap.Field(o, 0), 0, 0));
        if (child != 0)
        {
            Increment(child);
        }
    }
}

/// <summary>The refcount actor where slots are logged: an object of a scene has one, so that an object's number names it.</summary>
internal unsafe class SlotCoalescer(ExploredHeap heap, int thread) : Coalescer(heap, thread)
{
    protected override void CountUp(int epoch)
    {
        base.CountUp(epoch);
        foreach (int o in Written(epoch))
        {
            Scan(o);
        }
    }

    protected override void Reconcile(int epoch)
    {
        foreach (int o in Written(epoch))
        {
            Unmark(o);
        }

        base.Reconcile(epoch);
    }

    protected virtual void Unmark(int o)
    {
        Replay.Current.Enter(nameof(Unmark));
        ExploredMemory.Exchange(ref Heap.MarksOf(o), 0);
    }

    private IEnumerable<int> Written(int epoch) => Enumerable.Range(0, Mutators).SelectMany(m => Take(ref Epochs.Written(m, epoch)));
}
