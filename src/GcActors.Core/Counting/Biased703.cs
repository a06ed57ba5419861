using System.Runtime.CompilerServices;
using GcActors.Core.Objects;
using static GcActors.Core.Counting.BiasedWords;
using State = GcActors.Core.Counting.Biased703Words;

namespace GcActors.Core.Counting;

/// <summary>
/// CPython's free-threaded build [PEP 703; v3.14.7, <c>Include/refcount.h</c>, <c>Objects/object.c</c>, <c>Python/brc.c</c>; counting-strategies.md 4.7].
/// As in <see cref="Biased{TSlots,TQueue}"/> an owner counts plainly and the others in the shared half; the flags are a state that only rises: default,
/// weakrefs, queued, merged. References and entries of queues = local + count.
/// <code>
/// inc(o): immortal: done ; mine: local++, spilling when full ; else atomic add to count
/// dec(o): immortal: done ; mine: local--, if 0: zeroLocal(o) ; else decShared(o)
/// zeroLocal(o): if shr == 0 (count and state): dead at once, no atomic (the common case)
///               owner=0; CAS state=merged; if count==0: dead
/// decShared(o): CAS: if shr==(0,default) or (0,weakrefs): (0,queued), the count is not lowered: the queue takes over the reference; enqueue
///                    else count-1; if (0,merged): dead
/// enqueue(o): owner==0: decShared(o) ; owner has left: merge(o,-1) under his lock ; else push on his list
/// merge(o,x): l=local; local=0; owner=0; CAS: (count+l+x, merged); dead if 0
/// drain at boundaries: merge(o,-1) each ; exit: drain until empty, then close the list
/// load(slot): p=slot; mine or immortal: inc ; else CAS: fails if shr==0 or (0,merged), else count+1
///             where cells are reused at once: slot is still p? else dec(p), failed
///             failed: lock the container; p=slot; inc, and default becomes weakrefs; unlock      store: lock the container; swap; unlock
/// deferred o: inc, dec, load: nothing; store: slot's references only are counted, on top of an offset that never goes
///             stop: what mutators hold is added while it lasts; a collection that finds no other reference frees
/// </code>
/// </summary>
/// <remarks>
/// <para>Why the owner may kill without an atomic operation. When he reads 0 behind his last local decrement, all that he counted has come back to him, and each
/// increment that a returned reference comes from has happened before: so at that value of the shared half no reference is held outside. None is made from
/// then on: a load without the lock refuses 0, and one under the lock finds the slot full only if it comes before the store, and thus raised the state
/// before the owner could have what was stored over. A stranger who raised the state by himself, without the lock, would revive the dead.</para>
/// <para>Why cells may be used again at once (<see cref="SlotCure.TypeStable"/>, as in CPython; with <see cref="SlotCure.Quiescence"/> they wait). A stranger's count may
/// go to another object of the cell, and is given back. Its maker's plain stores lose none: until the first of them the shared half says 0 or (0,merged),
/// after it 0, and no load without the lock counts on either; only a load under the lock, so one that found the object itself, leaves a state on which one does.
/// The bias nobody but the owner writes. That an object is mine needs no second look: cells stay with the mutator that leases their pool, so only I
/// could have used this one again, and I am here.</para>
/// <para>Departures. Where slots do not race there is no lock, and what is loaded stays where it was, so a load is an increment from a held reference. Containers' locks lie in a table (<see cref="StripedLocks"/>), not in a byte of the object
/// with a parking lot; lists are pushed without a lock (<see cref="OwnerQueues"/>), not under one of 257. Local has 16 bits, not 32. An object is made
/// immortal or deferred before it is shared, never while queued (gh-152276). That it is deferred is said by its owner, whom nobody is, so that it costs
/// nobody a test; there it is a bit of the collector's, and the owner stays. Not built: counts by thread for types, the unique test.</para>
/// </remarks>
public unsafe partial struct Biased703<TSlots, TDeferral> : IRefCounter<Biased703<TSlots, TDeferral>>
    where TSlots : struct, ISlotMode
    where TDeferral : struct, IDeferral
{
    private readonly byte* _heapBase;
    private readonly uint _mine;
    private readonly StrayDeaths _strays;
    private MergeQueues<StatesRise> _queues;
    private StripedLocks _locks;
    private BiasedTally _tally;
    private Biased703Tally _states;
    private LockWaits _waits;

    private Biased703(in CountSpace space, int mutator)
    {
        _heapBase = space.HeapBase;
        _mine = BiasOfOwner((uint)mutator + 1);
        _strays = new StrayDeaths(space, mutator);
        _queues = new MergeQueues<StatesRise>(space, mutator);
        _locks = StripedLocks.Create(space, mutator);
    }

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    private static bool CountsStrays => TSlots.Cure == SlotCure.TypeStable;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false)
        {
            Cure = TSlots.Cure,
            TestsImmortality = true,
            UsesWords = true,
            HasQueues = true,
            HasLocks = true,
            DefersSome = TDeferral.DefersPinned,
            MaxMutators = MostMutators,
        };

    public static bool HasSpareWord => false;

    public static Biased703<TSlots, TDeferral> Create(in CountSpace space, int mutator) => new(space, mutator);

    public readonly long ElidedIncrements => _tally.ElidedIncrements;

    public readonly long ElidedDecrements => _tally.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => o->CountArea = _mine + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        // One comparison: mine, and not full. Immortals in line: they are common, and a call would cost more than all the rest.
        uint bias = TMemory.Read(ref BiasOf(o));
        if (bias - _mine < MostLocal)
        {
            TMemory.Write(ref BiasOf(o), bias + 1);
        }
        else if (!SkipsIncrement(bias))
        {
            CopySlowly<TMemory>(o, bias);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        // One comparison: mine.
        uint bias = TMemory.Read(ref BiasOf(o)) - 1;
        if (bias - _mine >= MostLocal)
        {
            return SkipsDecrement(bias + 1) ? CountChange.Alive : DropAsStranger<TMemory>(o);
        }

        TMemory.Write(ref BiasOf(o), bias);
        return bias != _mine ? CountChange.Alive : ZeroLocal<TMemory>(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        uint old;
        if (SlotsRace)
        {
            int entered = _locks.EnterSlots<TMemory>(container, ref _waits);
            old = PlainCount.Store<TMemory>(ref slot, value);
            _locks.ExitSlots<TMemory>(container, entered, ref _waits);
        }
        else
        {
            old = PlainCount.Store<TMemory>(ref slot, value);
        }

        if (TDeferral.DefersPinned)
        {
            CountSlot<TMemory>(value, One);
            CountSlot<TMemory>(old, -One);
        }

        return old;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (TDeferral.DefersPinned && IsDeferred(TMemory.Read(ref BiasOf(o))))
        {
            TMemory.Add(ref SharedOf(o), -One);
            return CountChange.Deferred;
        }

        return Drop<TMemory>(o);
    }

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _queues.Join<TMemory>();

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => (!CountsStrays || _strays.IsEmpty<TMemory>()) && _queues.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess =>
        CountsStrays && _strays.Take<TMemory>() is var stray and not 0 ? stray : _queues.TakeDead<TMemory>(ref _tally);

    public readonly void AddTo(IDictionary<string, double> report)
    {
        _tally.AddTo(report);
        _states.AddTo(report);
        _waits.AddTo(report);
    }

    public static int ReadCount(ObjectHeader* o) => BiasedWords.ReadCount(o);

    public static bool IsImmortal(ObjectHeader* o) => BiasedWords.IsImmortal(o);

    public static void Pin(ObjectHeader* o, bool immortal)
    {
        if (TDeferral.DefersPinned && !immortal)
        {
            State.Defer(o);
        }
        else
        {
            BiasedWords.Pin(o, immortal);
        }
    }

    public static void Unpin(ObjectHeader* o) => BiasedWords.Unpin(o, State.Merged);

    public static CountChange DropStopped(ObjectHeader* o) => BiasedWords.DropStopped(o, State.Merged);

    public static void Rebuild(ObjectHeader* o, int references) => State.Rebuild(o, references);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => State.FaultOf(o);

    public static void CountHeld(ObjectHeader* o, int references)
    {
        if (IsDeferred(BiasOf(o)))
        {
            SharedOf(o) += references * One;
        }
    }

    public static bool AwaitsCollection(ObjectHeader* o) => IsDeferred(BiasOf(o));

    private static bool IsDeferred(uint bias) => OwnerOf(bias) == DeferredOwner;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SkipsIncrement(uint bias)
    {
        if (bias < UncountedBias)
        {
            return false;
        }

        _tally.ElidedIncrements++;
        CountSkip(bias);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool SkipsDecrement(uint bias)
    {
        if (bias < UncountedBias)
        {
            return false;
        }

        _tally.ElidedDecrements++;
        CountSkip(bias);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountSkip(uint bias)
    {
        if (TDeferral.DefersPinned)
        {
            _states.DeferredSkips += bias < ImmortalBias ? 1 : 0;
        }
    }

    /// <summary>A slot has got, or given up, a reference to an object that is counted in slots only.</summary>
    private void CountSlot<TMemory>(uint cell, int change)
        where TMemory : struct, IMemoryAccess
    {
        if (cell == 0 || !IsDeferred(TMemory.Read(ref BiasOf(PlainCount.At(_heapBase, cell)))))
        {
            return;
        }

        TMemory.Add(ref SharedOf(PlainCount.At(_heapBase, cell)), change);
        _tally.ElidedIncrements -= change > 0 ? 1 : 0;
        _tally.ElidedDecrements -= change < 0 ? 1 : 0;
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

    /// <summary>The owner has given up the last of what he counted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CountChange ZeroLocal<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (TMemory.Read(ref SharedOf(o)) == 0)
        {
            _states.QuickDeaths++;
            return CountChange.Dead;
        }

        return MergeImplicitly<TMemory>(o);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CountChange MergeImplicitly<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => MergeQueues<StatesRise>.MergeImplicitly<TMemory>(o, ref _tally);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CountChange DropAsStranger<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _tally.StrangerOperations++;
        return DropShared<TMemory>(o);
    }

    private CountChange DropShared<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int old = TMemory.Read(ref SharedOf(o));
        while (true)
        {
            bool enters = State.Enters(old);
            int now = enters ? State.Queued : old - One;
            int seen = TMemory.CompareExchange(ref SharedOf(o), now, old);
            if (seen == old)
            {
                return enters ? Enqueue<TMemory>(o) : MergeQueues<StatesRise>.JudgeBy(now);
            }

            _tally.Races.CasFailed++;
            old = seen;
        }
    }

    /// <summary>Gives a queued object to its owner, and the reference with it.</summary>
    private CountChange Enqueue<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _tally.Queued++;
        uint owner = OwnerOf(TMemory.Read(ref BiasOf(o)));

        // No owner: he has merged it meanwhile, or is about to. Whoever is last frees.
        return owner == 0 ? DropShared<TMemory>(o) : _queues.Enqueue<TMemory>(o, owner, ref _tally);
    }
}
