using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Exploring;

/// <summary>
/// A mutator in a scene: the operations that scenes are written in. Their order is that of <c>Mutator</c>: a store counts the new value before it
/// overwrites, and drops the old one after; a death drops the fields, then frees the cell.
/// </summary>
internal abstract class ExploredMutator(ExploredHeap heap)
{
    protected ExploredHeap Heap => heap;

    /// <summary>Before the first operation behind a boundary. A scene begins behind one.</summary>
    public virtual void Quantum()
    {
    }

    /// <summary>At a boundary: takes what others queued, and uses again what may be used again.</summary>
    public virtual void Boundary()
    {
    }

    /// <summary>At the boundary behind a scene's program.</summary>
    public virtual void End() => Boundary();

    /// <summary>Works again after <see cref="End"/>.</summary>
    public virtual void Join()
    {
    }

    /// <summary>Between two operations: a place where a quantum may have ended, and the end of an epoch been asked for.</summary>
    protected virtual void BetweenOperations()
    {
    }

    /// <summary>A second reference to an object held.</summary>
    public void Copy(int o)
    {
        CountCopy(o);
        Replay.Current.Holds[o]++;
    }

    /// <summary>Gives up a reference held.</summary>
    public void Drop(int o)
    {
        Replay.Current.Holds[o]--;
        Release(o);
    }

    /// <summary>Reads a slot; holds the target. 0: null.</summary>
    public int Load(int slot)
    {
        BetweenOperations();
        int o = CountedLoad(slot);
        if (o != 0)
        {
            Replay.Current.Holds[o]++;
        }

        return o;
    }

    /// <summary>Overwrites a slot with an object held (the mutator keeps its own reference), or with null (0).</summary>
    public virtual void Store(int slot, int o)
    {
        BetweenOperations();
        if (o != 0)
        {
            CountCopy(o);
        }

        int old = Replace(slot, o);
        if (old != 0)
        {
            Release(old);
        }
    }

    /// <summary>Swaps what two slots hold. As the mutator does it where the strategy has nothing better: two loads, two stores.</summary>
    public virtual void Swap(int slot, int other)
    {
        int first = Load(slot);
        int second = Load(other);
        Store(slot, second);
        Store(other, first);
        foreach (int o in (int[])[first, second])
        {
            if (o != 0)
            {
                Drop(o);
            }
        }
    }

    /// <summary>Moves a reference held into an empty slot that stands for a mailbox.</summary>
    public void Send(int slot, int o)
    {
        BetweenOperations();
        Replay.Current.Holds[o]--;
        Publish(slot, o);
    }

    /// <summary>Takes what the mailbox holds; nobody else takes. 0: nothing yet.</summary>
    public int Receive(int slot)
    {
        BetweenOperations();
        int o = Take(slot);
        if (o != 0)
        {
            Empty(slot);
            Replay.Current.Holds[o]++;
        }

        return o;
    }

    /// <summary>Writes a new object's payload.</summary>
    public void Initialize(int o)
    {
        Replay.Current.Enter(nameof(Initialize));
        Replay.Current.Perform(AccessKind.PlainWrite, ExploredHeap.PayloadOf(o), ExploredHeap.TagOf(o), 0);
    }

    /// <summary>Another object gets the cell that this thread has freed, and is held by it.</summary>
    /// <returns>False: another thread has freed it, or nobody, or it may not be used again yet.</returns>
    public virtual bool Reuse(int o) => false;

    /// <summary>Reads an object's payload, which its maker wrote.</summary>
    /// <param name="o">The object.</param>
    /// <param name="mayBeLater">Whether it may as well be the one that has its cell later.</param>
    public void Use(int o, bool mayBeLater = false)
    {
        BetweenOperations();
        Replay.Current.Enter(nameof(Use));
        int payload = Replay.Current.Perform(AccessKind.PlainRead, ExploredHeap.PayloadOf(o), 0, 0);
        bool isLater = payload == ExploredHeap.LaterTagOf(o);
        if (isLater && !mayBeLater)
        {
            Replay.Current.Fault = $"o{o} is another object by now than was in the slot";
        }
        else if (!isLater && payload != ExploredHeap.TagOf(o))
        {
            Replay.Current.Fault = $"o{o} was used before its payload was written";
        }
    }

    protected void Release(int o)
    {
        if (CountDrop(o) == CountChange.Dead)
        {
            Kill(o);
        }
    }

    protected abstract void CountCopy(int o);

    protected abstract CountChange CountDrop(int o);

    protected virtual CountChange CountDropField(int child) => CountDrop(child);

    protected abstract int CountedLoad(int slot);

    /// <summary>Writes a slot and answers what was in it.</summary>
    protected abstract int Replace(int slot, int o);

    protected abstract void Publish(int slot, int o);

    protected abstract int Take(int slot);

    /// <summary>A mailbox whose reference was taken becomes null.</summary>
    protected virtual void Empty(int slot)
    {
        Replay.Current.Enter(nameof(Receive) + " empties");
        Replay.Current.Perform(AccessKind.PlainWrite, slot, 0, 0);
    }

    /// <summary>What happens to the cell of a dead object.</summary>
    protected virtual void GiveBack(int o) => Free(o);

    /// <summary>The allocator has the cell again.</summary>
    protected static void Free(int o)
    {
        Replay.Current.Enter(nameof(Free));
        Replay.Current.Perform(AccessKind.Free, o, 0, 0);
    }

    /// <summary>Drops the fields of a dead object, frees it, then goes on with those that died of that.</summary>
    protected void Kill(int first)
    {
        Stack<int> dying = new([first]);
        while (dying.TryPop(out int o))
        {
            Replay.Current.Dying |= 1 << o;
            for (int field = 0; field < ExploredHeap.Fields; field++)
            {
                DropField(ExploredHeap.Field(o, field), dying);
            }

            GiveBack(o);
        }
    }

    private void DropField(int field, Stack<int> dying)
    {
        Replay.Current.Enter(nameof(Kill));
        int child = ExploredHeap.ObjectOf((uint)Replay.Current.Perform(AccessKind.PlainRead, field, 0, 0));
        if (child != 0 && CountDropField(child) == CountChange.Dead)
        {
            dying.Push(child);
        }
    }
}

/// <summary>The operations by the very code of a strategy.</summary>
/// <typeparam name="TCounter">The strategy.</typeparam>
/// <typeparam name="TMemory">Explored memory, or one with an order forgotten.</typeparam>
internal unsafe class ExploredMutator<TCounter, TMemory>(ExploredHeap heap, int thread) : ExploredMutator(heap)
    where TCounter : struct, IRefCounter<TCounter>
    where TMemory : struct, IMemoryAccess
{
    private readonly List<(int Object, int Goal)> _retired = [];
    private readonly HashSet<int> _reusable = [];
    private TCounter _counter = TCounter.Create(heap.Space, thread);

    protected ref TCounter Counter => ref _counter;

    protected GracePeriods Periods => Heap.Periods;

    protected int Thread => thread;

    private static SlotCure Cure => TCounter.Traits.Cure;

    public override void Quantum()
    {
        if (Cure == SlotCure.Quiescence)
        {
            Replay.Current.Enter(nameof(Quantum));
            GoOnline();
        }
    }

    public override void Boundary()
    {
        EmptyQueue();
        switch (Cure)
        {
            case SlotCure.Quiescence:
                ReleaseRetired();
                break;
            case SlotCure.Hazard:
                ReleaseUnnamed();
                break;
        }
    }

    public override void End()
    {
        Boundary();
        while (!TryLeave())
        {
            EmptyQueue();
        }
    }

    public override void Swap(int slot, int other)
    {
        if (_counter is ISwapsSlots swapper)
        {
            Replay.Current.Enter(nameof(Swap));
            swapper.Swap<TMemory>(Heap.ContainerOf(slot), ref Heap.Slot(slot), Heap.ContainerOf(other), ref Heap.Slot(other));
            return;
        }

        base.Swap(slot, other);
    }

    public override bool Reuse(int o)
    {
        if (!_reusable.Remove(o))
        {
            return false;
        }

        ObjectHeader made = default;
        _counter.Alloc(&made);
        int header = Heap.WordOf(Heap.Header(o));
        Replay.Current.Enter(nameof(Reuse));
        Replay.Current.Perform(AccessKind.Reuse, o, 0, 0);
        Replay.Current.Dying &= ~(1 << o);
        Replay.Current.Perform(AccessKind.PlainWrite, header, made.Count, 0);
        Replay.Current.Perform(AccessKind.PlainWrite, header + 1, made.Spare, 0);
        Replay.Current.Perform(AccessKind.PlainWrite, ExploredHeap.PayloadOf(o), ExploredHeap.LaterTagOf(o), 0);
        Replay.Current.Holds[o]++;
        return true;
    }

    public override void Join()
    {
        Replay.Current.Enter(nameof(Join));
        _counter.Join<TMemory>();
    }

    protected virtual void GoOnline() => Periods.GoOnline<TMemory>(Thread);

    protected override void GiveBack(int o)
    {
        if (Cure is SlotCure.None or SlotCure.TypeStable)
        {
            base.GiveBack(o);
            _reusable.Add(o);
            return;
        }

        Replay.Current.Enter("Retire");
        _retired.Add((o, Cure == SlotCure.Quiescence ? Periods.NextGoal<TMemory>() : 0));
        Replay.Current.Retired |= 1 << o;
    }

    protected override CountChange CountDropField(int child)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.DropField));
        return _counter.DropField<TMemory>(Heap.Header(child));
    }

    private bool TryLeave()
    {
        Replay.Current.Enter(nameof(IRefCounter<>.TryLeave));
        return _counter.TryLeave<TMemory>();
    }

    private void EmptyQueue()
    {
        Replay.Current.Enter(nameof(IRefCounter<>.TakeQueuedDead));
        while (_counter.TakeQueuedDead<TMemory>() is var dead and not 0)
        {
            Kill(ExploredHeap.ObjectOf(dead));
            Replay.Current.Enter(nameof(IRefCounter<>.TakeQueuedDead));
        }
    }

    private void ReleaseUnnamed()
    {
        Replay.Current.Enter(nameof(Boundary));
        if (_retired.Count == 0)
        {
            return;
        }

        uint* named = stackalloc uint[Heap.Threads];
        var announced = new ReadOnlySpan<uint>(named, new HazardPointers(Heap.Space).Read<TMemory>(named));
        for (int at = _retired.Count - 1; at >= 0; at--)
        {
            if (!announced.Contains(ExploredHeap.ReferenceTo(_retired[at].Object)))
            {
                Free(_retired[at].Object);
                _retired.RemoveAt(at);
            }
        }
    }

    private void ReleaseRetired()
    {
        Replay.Current.Enter(nameof(Boundary));
        Periods.GoOffline<TMemory>(Thread);
        if (_retired.Count == 0)
        {
            return;
        }

        Periods.AdvanceTo<TMemory>(_retired[^1].Goal);
        int passed = Periods.LastPassed<TMemory>();
        foreach ((int o, int goal) in _retired.Where(r => r.Goal - passed <= 0))
        {
            Free(o);
        }

        _retired.RemoveAll(r => r.Goal - passed <= 0);
    }

    protected override void CountCopy(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Copy));
        _counter.Copy<TMemory>(Heap.Header(o));
    }

    protected override CountChange CountDrop(int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Drop));
        return _counter.Drop<TMemory>(Heap.Header(o));
    }

    protected override int CountedLoad(int slot)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Load));
        return ExploredHeap.ObjectOf(_counter.Load<TMemory>(Heap.Base, Heap.ContainerOf(slot), ref Heap.Slot(slot)));
    }

    protected override int Replace(int slot, int o)
    {
        Replay.Current.Enter(nameof(IRefCounter<>.Store));
        return ExploredHeap.ObjectOf(_counter.Store<TMemory>(Heap.ContainerOf(slot), ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o)));
    }

    protected override void Publish(int slot, int o)
    {
        Replay.Current.Enter(nameof(Send));
        TMemory.Write(ref Heap.Slot(slot), ExploredHeap.ReferenceTo(o));
    }

    protected override int Take(int slot)
    {
        Replay.Current.Enter(nameof(Receive));
        return ExploredHeap.ObjectOf(TMemory.Read(ref Heap.Slot(slot)));
    }
}
