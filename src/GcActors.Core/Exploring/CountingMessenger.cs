using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>
/// A mutator of <see cref="Weighted"/>, which counts messages in the order of <c>CountedMessages</c>: count what is sent, post INC, publish; take, read the mail, count
/// what has come; at a boundary read the mail and trace. Mailboxes and the arithmetic are the strategy's own. What only one mutator touches, LRC of its own objects and
/// FRC of others', is no explored memory; and fields are read as they were set, since no scene writes them.
/// </summary>
/// <remarks>A thread's words: block 0 is its mailbox, what it counts of o1 and o2 when the scene begins, and what of o1 at the end; the others are its envelopes, each
/// with a link and a change of the counts of o1 and o2. Who owns nothing gets no mail, and does not look.</remarks>
internal unsafe class CountingMessenger<TMemory> : ExploredMutator<Weighted, TMemory>
    where TMemory : struct, IMemoryAccess
{
    private const int WordsPerBlock = 4;
    private const int BlocksPerThread = 4;
    private const int MostObjects = WordsPerBlock - 2;
    private readonly CountMail _mail;
    private readonly bool _owns;
    private int _open;
    private int _envelopes;
    private int _freed;

    public CountingMessenger(ExploredHeap heap, int thread)
        : base(heap, thread)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(heap.Objects, MostObjects);
        _mail = new CountMail((byte*)heap.Space.Own(0), WordsPerBlock * sizeof(int));
        Counts = [0, .. Enumerable.Range(1, heap.Objects).Select(o => CountedAtStart(heap, thread, o))];
        _owns = Objects.Any(IsOwn);
    }

    /// <summary>By object: LRC of an own one, FRC of another's.</summary>
    protected int[] Counts { get; }

    private IEnumerable<int> Objects => Enumerable.Range(1, Heap.Objects);

    /// <summary>What a thread counts when the scene begins.</summary>
    public static ref int CountedAtStart(ExploredHeap heap, int thread, int o) => ref heap.Space.Own(thread)[o];

    public override void Boundary()
    {
        ReadMail();
        Trace();
    }

    /// <summary>Owners stay until nobody can send them anything any more: then the law must hold of what is left.</summary>
    public override void End()
    {
        Boundary();
        Replay.Current.Enter(nameof(End));
        if (!_owns && Counts[1] != 0)
        {
            TMemory.Write(ref LeftOf(Thread), Counts[1]);
        }

        ref int ended = ref *Heap.Space.Shared(0);
        TMemory.Add(ref ended, 1);
        if (_owns)
        {
            TMemory.Await(ref ended, Heap.Threads);
            Boundary();
            CheckAtRest();
        }
    }

    protected override void Publish(int slot, int o)
    {
        CountSent(o);
        PostOpen();
        base.Publish(slot, o);
    }

    protected override int Take(int slot)
    {
        int o = base.Take(slot);
        if (o != 0)
        {
            ReadMailFirst();
            CountReceived(o);
        }

        return o;
    }

    /// <summary>Before what has come is counted.</summary>
    protected virtual void ReadMailFirst() => ReadMail();

    protected void CountSent(int o)
    {
        foreach (int x in Counted(o))
        {
            if (IsOwn(x))
            {
                Counts[x]++;
            }
            else if (SendHeld(x) is var asked and not 0)
            {
                Write(x, asked);
            }
        }
    }

    protected void PublishOnly(int slot, int o) => base.Publish(slot, o);

    protected virtual int SendHeld(int o) => MessageCounts.SendHeld(ref Counts[o]);

    protected virtual int GiveHeldBack(int o) => MessageCounts.GiveBack(ref Counts[o]);

    /// <summary>What a message with this root counts.</summary>
    protected virtual IEnumerable<int> Counted(int o) => Reached(o);

    /// <summary>What was written is under way.</summary>
    protected void PostOpen()
    {
        if (_open != 0)
        {
            Replay.Current.Enter("Post");
            _mail.Post<TMemory>(ref MailOf(0), _open);
            _open = 0;
        }
    }

    protected virtual void Trace()
    {
        var reached = Objects.Where(o => Replay.Current.Holds[o] > 0).SelectMany(Reached).ToHashSet();
        foreach (int o in Objects.Where(o => !IsOwn(o) && Counts[o] > 0 && !reached.Contains(o)))
        {
            Write(o, -GiveHeldBack(o));
        }

        PostOpen();
        foreach (int o in Objects.Where(o => IsOwn(o) && !IsFreed(o) && Counts[o] == 0 && !reached.Contains(o)))
        {
            _freed |= 1 << o;
            Free(o);
        }
    }

    private void ReadMail()
    {
        if (!_owns)
        {
            return;
        }

        Replay.Current.Enter(nameof(ReadMail));
        int envelope = CountMail.TakeAll<TMemory>(ref MailOf(Thread));
        while (envelope != 0)
        {
            foreach (int o in Objects)
            {
                Replay.Current.Enter("ReadEntry");
                Add(o, Replay.Current.Perform(AccessKind.PlainRead, ref EntryOf(envelope, o)));
            }

            Replay.Current.Enter("NextEnvelope");
            envelope = _mail.After<TMemory>(envelope);
        }

        JudgeCounts();
    }

    private void CountReceived(int o)
    {
        foreach (int x in Counted(o))
        {
            if (IsOwn(x))
            {
                Add(x, -1);
            }
            else
            {
                Counts[x]++;
            }
        }

        JudgeCounts();
    }

    /// <summary>Scenes have one owner, A.</summary>
    private bool IsOwn(int o) => Weighted.OwnerOf(Heap.Header(o)) == Thread;

    private bool IsFreed(int o) => (_freed & (1 << o)) != 0;

    /// <summary>What an object leads to, itself first.</summary>
    private List<int> Reached(int o)
    {
        List<int> reached = [];
        for (; o != 0; o = ExploredHeap.ObjectOf(Heap.Slot(ExploredHeap.Field(o, 0))))
        {
            reached.Add(o);
        }

        return reached;
    }

    private void Add(int o, int counts)
    {
        Counts[o] += counts;
        if (counts != 0 && IsFreed(o))
        {
            Replay.Current.Fault ??= $"o{o} was counted after it was freed";
        }
    }

    private void JudgeCounts()
    {
        foreach (int o in Objects.Where(o => Counts[o] < 0))
        {
            Replay.Current.Fault ??= $"the count of o{o} went below 0 (WF6)";
        }
    }

    private void Write(int o, int counts)
    {
        if (_open == 0)
        {
            _open = (Thread * BlocksPerThread) + ++_envelopes;
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(_envelopes, BlocksPerThread);
        }

        Replay.Current.Enter("WriteEntry");
        Replay.Current.Perform(AccessKind.PlainWrite, ref EntryOf(_open, o), counts);
    }

    /// <summary>WF5, with no mail under way: all others have traced.</summary>
    private void CheckAtRest()
    {
        Replay.Current.Enter("AtRest");
        var held = new int[Heap.Objects + 1];
        for (int slot = 0; slot < 2; slot++)
        {
            Reached(ExploredHeap.ObjectOf(TMemory.Read(ref Heap.Slot(ExploredHeap.Root(slot))))).ForEach(o => held[o]++);
        }

        for (int other = 1; other < Heap.Threads; other++)
        {
            held[1] += TMemory.Read(ref LeftOf(other));
        }

        foreach (int o in Objects.Where(o => IsOwn(o) && Counts[o] != held[o]))
        {
            Replay.Current.Fault ??= $"o{o} has count {Counts[o]}, but {held[o]} are held (WF5)";
        }
    }

    private ref int LeftOf(int thread) => ref Heap.Space.Own(thread)[MostObjects + 1];

    private ref int MailOf(int thread) => ref *Heap.Space.Own(thread);

    private ref int EntryOf(int envelope, int o) => ref Heap.Space.Own(0)[(envelope * WordsPerBlock) + o];
}
