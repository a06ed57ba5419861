using System.Runtime.CompilerServices;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;

namespace GcActors.Core.Counting;

/// <summary>Queued objects are freed by the drain of the queue and by nobody else.</summary>
public readonly struct DrainFrees : IMergeRule
{
    public static int ReferencesPerEntry => 0;

    public static int Merged => BiasedWords.Merged;

    public static int Cleared => Queued;
}

/// <summary>The queue takes over the reference of the drop that put the object into it, as in CPython's <c>Python/brc.c</c>: it cannot die before the drain
/// gives that up.</summary>
public readonly struct QueueCounts : IMergeRule
{
    public static int ReferencesPerEntry => 1;

    public static int Merged => BiasedWords.Merged;

    public static int Cleared => Queued;
}

/// <summary>
/// Biased counting [Choi, Shull, Torrellas: Biased reference counting, PACT 2018, algorithms 2 to 4; counting-strategies.md 4.6]. Each object has an owner, who
/// counts in a half of his own without atomic operations; the others count in the shared half. References = local + count.
/// <code>
/// inc(o): if owner(o)==me: local++ (plain) else CAS shr: count+1
/// dec(o): if owner(o)==me: local--; if local>0 return
///           [implicit merge]  CAS shr: merged=1; if its count==0: dead else owner=0
///         else CAS shr: count-1, if result&lt;0 queued=1
///           if queued was set by this CAS: enqueue o to owner(o)'s list
///           elif merged and count==0: dead
/// drain() at intervals, by the owner: each queued o: CAS shr: count += local, merged=1; if 0 dead else owner=0; remove from list
/// exit: drain, deregister; a stranger who finds no live owner merges himself
/// </code>
/// Departures. Owner and local are cleared before the CAS that merges, not after (H1): behind it a stranger may free the object. A queued object does not die
/// outside of its queue (H2, H3), by either of two rules (<see cref="IMergeRule"/>): one value of the shared half means dead, <see cref="Dead"/>, and it is
/// written once. A stranger's increment is an addition: it looks at no flag, and 30 bits do not overflow. Local has 16 bits, and an owner whose half is full
/// moves 2¹⁵ references to the shared half, before he takes them out of his own, so that no sum is too low between. Immortal objects have an owner that nobody
/// is, so they cost the owner's path nothing.
/// </summary>
/// <remarks>
/// <para><i>Mine</i> is exact for the owner alone: only he writes his number, at birth, and it is cleared by him, or after he has left. Whatever a stranger
/// reads there, and however late, is not his own number.</para>
/// <para>A racing load. A stranger counts by compare-and-swap, and fails only where the object is merged without a reference: every death passes through a
/// compare-and-swap of the shared half, which sees his or is seen by him; so between the owner's clearing of his half and his merge a stranger may still revive
/// the object, and the merge then finds a count. The owner's own load is plain: an object that has his number is not merged, hence not dead, and nobody
/// else merges it while he is here.</para>
/// </remarks>
public unsafe struct Biased<TSlots, TQueue> : IRefCounter<Biased<TSlots, TQueue>>
    where TSlots : struct, ISlotMode
    where TQueue : struct, IMergeRule
{
    private readonly uint _mine;
    private MergeQueues<TQueue> _queues;
    private BiasedTally _tally;

    private Biased(in CountSpace space, int mutator)
    {
        _mine = BiasOfOwner((uint)mutator + 1);
        _queues = new MergeQueues<TQueue>(space, mutator);
    }

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false)
        {
            Cure = TSlots.Cure,
            TestsImmortality = true,
            UsesWords = true,
            HasQueues = true,
            MaxMutators = MostMutators,
        };

    public static bool HasSpareWord => false;

    public static Biased<TSlots, TQueue> Create(in CountSpace space, int mutator) => new(space, mutator);

    public readonly long ElidedIncrements => _tally.ElidedIncrements;

    public readonly long ElidedDecrements => _tally.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => o->CountArea = _mine + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        // One comparison: mine, and not full.
        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine >= MostLocal)
        {
            CopyUncommon<TMemory>(o, bias);
            return;
        }

        TMemory.Write(ref BiasOf(o), bias + 1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        // One comparison: mine, and not the last.
        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine - 2 >= MostLocal - 1)
        {
            return DropUncommon<TMemory>(o, bias);
        }

        TMemory.Write(ref BiasOf(o), bias - 1);
        return CountChange.Alive;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (SlotsRace)
        {
            while (value != 0 && !TryCopy<TMemory>(PlainCount.At(heapBase, value)))
            {
                _tally.Races.LoadRetries++;
                value = TMemory.Read(ref slot);
            }
        }
        else if (value != 0)
        {
            Copy<TMemory>(PlainCount.At(heapBase, value));
        }

        return value;
    }

    // Where slots do not race, the old value needs no exchange; the release publishes the object (O1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => SlotsRace ? TMemory.Exchange(ref slot, value) : PlainCount.Store<TMemory>(ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.Join<TMemory>();

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.TakeDead<TMemory>(ref _tally);

    public readonly void AddTo(IDictionary<string, double> report) => _tally.AddTo(report);

    public static int ReadCount(ObjectHeader* o) => BiasedWords.ReadCount(o);

    public static bool IsImmortal(ObjectHeader* o) => BiasedWords.IsImmortal(o);

    public static void Pin(ObjectHeader* o, bool immortal) => BiasedWords.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => BiasedWords.Unpin(o);

    public static CountChange DropStopped(ObjectHeader* o) => BiasedWords.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => BiasedWords.Rebuild(o, references);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => BiasedWords.FaultOf(o);

    // Immortals in line: they are common, and a call would cost more than all the rest.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CopyUncommon<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess
    {
        if (bias >= ImmortalBias)
        {
            _tally.ElidedIncrements++;
        }
        else
        {
            CopySlowly<TMemory>(o, bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CountChange DropUncommon<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess
    {
        if (bias >= ImmortalBias)
        {
            _tally.ElidedDecrements++;
            return CountChange.Alive;
        }

        return DropSlowly<TMemory>(o, bias);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void CopySlowly<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess
    {
        if (!TrySpill<TMemory>(o, bias, _mine, ref _tally))
        {
            _tally.StrangerOperations++;
            TMemory.Add(ref SharedOf(o), One);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCopy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine < MostLocal)
        {
            TMemory.Write(ref BiasOf(o), bias + 1);
            return true;
        }

        if (bias >= ImmortalBias)
        {
            _tally.ElidedIncrements++;
            return true;
        }

        return TryCopySlowly<TMemory>(o, bias);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryCopySlowly<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess
    {
        if (TrySpill<TMemory>(o, bias, _mine, ref _tally))
        {
            return true;
        }

        _tally.StrangerOperations++;
        int old = TMemory.Read(ref SharedOf(o));
        while ((old & ~Queued) != Dead)
        {
            int seen = TMemory.CompareExchange(ref SharedOf(o), old + One, old);
            if (seen == old)
            {
                return true;
            }

            _tally.Races.CasFailed++;
            old = seen;
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CountChange DropSlowly<TMemory>(ObjectHeader* o, uint bias)
        where TMemory : struct, IMemoryAccess =>
        bias - _mine == 1 ? MergeQueues<TQueue>.MergeImplicitly<TMemory>(o, ref _tally) : DropAsStranger<TMemory>(o);

    private CountChange DropAsStranger<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _tally.StrangerOperations++;
        int old = TMemory.Read(ref SharedOf(o));
        while (true)
        {
            // Below 0 for the first time: one of the owner's references has been given up, and only he can say whether it was the last.
            bool enters = old < One && (old & (Merged | Queued)) == 0;
            int now = enters ? (old | Queued) - ((1 - TQueue.ReferencesPerEntry) * One) : old - One;
            int seen = TMemory.CompareExchange(ref SharedOf(o), now, old);
            if (seen == old)
            {
                return enters ? Enqueue<TMemory>(o) : MergeQueues<TQueue>.JudgeBy(now);
            }

            _tally.Races.CasFailed++;
            old = seen;
        }
    }

    private CountChange Enqueue<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _tally.Queued++;
        uint owner = OwnerOf(TMemory.Read(ref BiasOf(o)));

        // No owner: he has merged it meanwhile, or is about to. He sets the flag, and whoever is last frees.
        return owner == 0
            ? MergeQueues<TQueue>.JudgeBy(Change<TMemory>(o, set: 0, clear: Queued, add: -TQueue.ReferencesPerEntry * One))
            : _queues.Enqueue<TMemory>(o, owner, ref _tally);
    }
}
