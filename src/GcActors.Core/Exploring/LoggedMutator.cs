using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>
/// Words through which the threads of a scene agree on epochs, in the place of messages: the epoch that is asked for, and for each mutator and epoch what it
/// handed over. The last epoch is the drain: it is asked for like the others, but passed only behind the program. Telling is a full fence, as a mailbox's
/// is; what is told nobody reads before, so that nothing is lost by fencing each of its words.
/// </summary>
internal readonly unsafe struct EpochWords(ExploredHeap heap)
{
    /// <summary>Epochs that a mutator may end while its program runs.</summary>
    public const int Epochs = 2;

    /// <summary>The epoch of the stop.</summary>
    public const int Drain = Epochs + 1;

    private const int WordsPerEpoch = 5;

    public ref int Asked => ref *heap.Space.Shared(0);

    /// <summary>The last stop that is over, where an epoch is one.</summary>
    public ref int Resumed => ref *heap.Space.Shared(1);

    public ref int HasPassed(int mutator, int epoch) => ref Word(mutator, epoch, 0);

    public ref int Increments(int mutator, int epoch) => ref Word(mutator, epoch, 1);

    public ref int Decrements(int mutator, int epoch) => ref Word(mutator, epoch, 2);

    public ref int Locals(int mutator, int epoch) => ref Word(mutator, epoch, 3);

    public ref int Written(int mutator, int epoch) => ref Word(mutator, epoch, 4);

    private ref int Word(int mutator, int epoch, int part) => ref heap.Space.Own(mutator)[((epoch - 1) * WordsPerEpoch) + part];
}

/// <summary>A mutator of the Recycler.</summary>
internal class LoggedMutator(ExploredHeap heap, int thread) : LoggedMutator<Buffered<SnapshotLocals>>(heap, thread);

/// <summary>A mutator of a strategy with logs. Between any two operations it may find that it is to pass a boundary.</summary>
internal class LoggedMutator<TCounter> : ExploredMutator<TCounter, ExploredMemory>
    where TCounter : struct, IRefCounter<TCounter>
{
    private readonly EpochWords _epochs;
    private int _passed;

    public LoggedMutator(ExploredHeap heap, int thread)
        : base(heap, thread)
    {
        _epochs = new EpochWords(heap);
        heap.Logs.Restart(thread);
    }

    protected EpochWords Epochs => _epochs;

    /// <summary>The last boundary passed.</summary>
    protected int Passed => _passed;

    public override void End()
    {
        while (_passed < EpochWords.Drain)
        {
            Replay.Current.Enter("AwaitEpoch");
            ExploredMemory.Await(ref _epochs.Asked, _passed + 1);
            PassBoundary(LocalsOfIdle());
        }
    }

    protected override void BetweenOperations()
    {
        Replay.Current.Enter("Poll");
        int asked = ExploredMemory.Read(ref _epochs.Asked);
        if (_passed < asked && _passed < EpochWords.Epochs)
        {
            PassBoundary(Locals());
        }
    }

    protected static int Locals() => ExploredLogs.Pack(Replay.Current.Holds);

    protected virtual int LocalsOfIdle() => Locals();

    protected virtual void PassBoundary(int locals)
    {
        _passed++;
        Replay.Current.Enter("EndEpoch");
        (int increments, int decrements, int written) = Heap.Logs.Take(Thread);
        ExploredMemory.Exchange(ref _epochs.Increments(Thread, _passed), increments);
        ExploredMemory.Exchange(ref _epochs.Decrements(Thread, _passed), decrements);
        ExploredMemory.Exchange(ref _epochs.Locals(Thread, _passed), locals);
        if (written != 0)
        {
            ExploredMemory.Exchange(ref _epochs.Written(Thread, _passed), written);
        }

        ExploredMemory.Exchange(ref _epochs.HasPassed(Thread, _passed), 1);
    }

    protected override void Publish(int slot, int o) => Replace(slot, o);

    protected override int Take(int slot) => Replace(slot, 0);

    protected override void Empty(int slot)
    {
        // The exchange has emptied it.
    }
}

/// <summary>The refcount actor of the Recycler.</summary>
internal class LogApplier(ExploredHeap heap, int thread) : LogApplier<Buffered<SnapshotLocals>>(heap, thread);

/// <summary>The refcount actor of a scene: leads the epochs and writes the counts, in the order of <c>EpochActor</c> and <c>RefCountActor</c>. Nobody else looks at
/// counts, so it does not matter when they become visible: each is one step.</summary>
internal class LogApplier<TCounter>(ExploredHeap heap, int thread) : ExploredMutator<TCounter, ExploredMemory>(heap, thread)
    where TCounter : struct, IRefCounter<TCounter>
{
    protected EpochWords Epochs { get; } = new(heap);

    protected int Mutators => Thread;

    public override void End()
    {
        for (int epoch = 1; epoch <= EpochWords.Drain; epoch++)
        {
            Ask(epoch);
            Apply(epoch);
        }
    }

    protected void Ask(int epoch)
    {
        Replay.Current.Enter("Ask");
        ExploredMemory.Exchange(ref Epochs.Asked, epoch);
        for (int m = 0; m < Mutators; m++)
        {
            ExploredMemory.Await(ref Epochs.HasPassed(m, epoch), 1);
        }
    }

    /// <summary>The five steps of counting-strategies.md 4.9.</summary>
    protected virtual void Apply(int epoch)
    {
        Increment(m => ref Epochs.Increments(m, epoch));
        Increment(m => ref Epochs.Locals(m, epoch));
        if (epoch > 1)
        {
            Decrement(m => ref Epochs.Decrements(m, epoch - 1));
            Decrement(m => ref Epochs.Locals(m, epoch - 1));
        }

        if (epoch == EpochWords.Drain)
        {
            Decrement(m => ref Epochs.Decrements(m, epoch));
        }
    }

    protected delegate ref int ListOf(int mutator);

    protected void Increment(ListOf list)
    {
        for (int m = 0; m < Mutators; m++)
        {
            Increment(ref list(m));
        }
    }

    protected void Decrement(ListOf list)
    {
        for (int m = 0; m < Mutators; m++)
        {
            Decrement(ref list(m));
        }
    }

    protected void Increment(ref int list)
    {
        foreach (int o in Take(ref list))
        {
            Increment(o);
        }
    }

    protected unsafe void Increment(int o)
    {
        Replay.Current.Enter("Increment");
        ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(o)), 1);
    }

    protected void Decrement(ref int list)
    {
        foreach (int o in Take(ref list))
        {
            Decrement(o);
        }
    }

    protected void Decrement(int o)
    {
        if (CountDropField(o) == CountChange.Dead)
        {
            Kill(o);
        }
    }

    protected override unsafe CountChange CountDropField(int child)
    {
        Replay.Current.Enter("Decrement");
        return ExploredMemory.Add(ref PlainCount.WordOf(Heap.Header(child)), -1) == 0 ? CountChange.Dead : CountChange.Alive;
    }

    protected static IEnumerable<int> Take(ref int list)
    {
        Replay.Current.Enter("TakeLog");
        return ExploredLogs.Entries(Replay.Current.Perform(AccessKind.PlainRead, ref list));
    }
}
