using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Counts carried by messages (counting-strategies.md 4.12; Clebsch et al., ORCA, OOPSLA 2017; ponyc, gc/gc.c). No reference on the heap is counted. An object
/// has an owner, the mutator that made it, which keeps LRC(o); every other that has a path to it keeps FRC(actor, o) &gt; 0.
/// <code>
/// send o, as part of a message:   owner: LRC+1      else: FRC &gt; 1: −1; else INC(o, 256) to the owner, before the message; FRC+255
/// receive o:                      owner: LRC−1      else: FRC+1
/// owner reads INC(o, k): LRC+k                      DEC(o, k): LRC−k
/// local trace of an actor:        own, not reached, LRC 0: free        others', not reached, FRC k: DEC(o, k), FRC = 0
/// copy, drop, load, store: nothing
/// </code>
/// The law (WF5): LRC + INC − DEC under way = all FRC + messages under way that lead to o; so what one may use has a count at its owner, who frees without
/// asking anybody.
/// </summary>
/// <remarks>
/// It asks of a program: what was sent is written by nobody any more, or by the receiver only, who got all of it (Pony's val and iso).
/// Departures from the paper and ponyc: the owner and LRC lie in the object and not in the owner's table, written by the owner only. Every object of a message is
/// counted, immutable ones too, so that an owner need not look through what only others hold: its trace keeps what has counts, and does not scan it. INC is sent
/// with 256 and 255 kept, as ponyc does; the paper's text keeps 256. Messages are root slots beside the mailboxes, so that a receiver reads its mail before the
/// message, which in Pony's one queue comes by itself. At a stop, a trace may free what these counts would free later (<see cref="CounterTraits.IsTraced"/>).
/// </remarks>
public readonly unsafe struct Weighted : IRefCounter<Weighted>
{
    /// <summary>Set in the spare word while a walk of the owner has met the object.</summary>
    private const int Met = 1 << 30;

    private const int OwnerMask = 0xFFFF;

    private readonly byte* _heapBase;
    private readonly CountLedger* _ledger;
    private readonly MessageCountTally _before;
    private readonly int _owner;

    private Weighted(byte* heapBase, CountLedger* ledger, int mutator)
    {
        _heapBase = heapBase;
        _ledger = ledger;
        _before = ledger == null ? default : ledger->Tally;
        _owner = mutator + 1;
    }

    public static CounterTraits Traits => new(Sharing.None, NeedsGil: false, Frees: true, CountsAreExact: false, UsesLogs: false)
    {
        CountsMessages = true,
        IsTraced = true,
        IsPrompt = false,
        FreesAllAcyclic = false,
        HasQueues = true,
        UsesWords = true,
        MaxMutators = 1024,
    };

    /// <summary>It is the owner's number.</summary>
    public static bool HasSpareWord => false;

    /// <summary>All of them are: whoever counts the operations knows how many there were.</summary>
    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    public static Weighted Create(in CountSpace space, int mutator)
    {
        CountLedger* ledger = space.Ledger(mutator);
        if (ledger != null)
        {
            ledger->Initialise(space.Ledger(0), space.Mutators);
        }

        return new Weighted(space.HeapBase, ledger, mutator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o)
    {
        o->CountArea = (ulong)_owner << 32;

        // An exploration has no ledgers.
        if (_ledger != null)
        {
            *_ledger->OwnedEnd++ = (uint)(((byte*)o - _heapBase) >> PoolGeometry.GranuleShift);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Alive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Alive;

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    /// <summary>Reads the mail. Nothing dies of it: the next trace sees.</summary>
    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
        if (_ledger != null)
        {
            MessageCounts.ReadMail(_heapBase, _ledger);
        }

        return 0;
    }

    public void AddTo(IDictionary<string, double> report)
    {
        MessageCountTally tally = _ledger->Tally;
        report["sent_messages"] = tally.Sent - _before.Sent;
        report["inc_messages"] = tally.Increments - _before.Increments;
        report["dec_messages"] = tally.Decrements - _before.Decrements;
        report["count_envelopes"] = tally.Envelopes - _before.Envelopes;
        report["local_traces"] = tally.Traces - _before.Traces;
        report["local_trace_objects"] = tally.Traced - _before.Traced;
        report["local_trace_frees"] = tally.Freed - _before.Freed;
        report["local_trace_ns"] = (tally.TraceTicks - _before.TraceTicks) * 1e9 / System.Diagnostics.Stopwatch.Frequency;
        report["foreign_table_peak_bytes"] = _ledger->Foreign.PeakBytes;
    }

    /// <summary>What others and messages hold (LRC): references are not counted.</summary>
    public static int ReadCount(ObjectHeader* o) => o->Count;

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => o switch
    {
        _ when OwnerOf(o) < 0 => "has no owner",
        _ when o->Count < 0 => "has a count below 0 (WF6)",
        _ => null,
    };

    public static bool IsImmortal(ObjectHeader* o) => false;

    /// <summary>Counts of references, which a pin protects, there are none; immortality is refused.</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
    }

    public static void Unpin(ObjectHeader* o)
    {
    }

    public static CountChange DropStopped(ObjectHeader* o) => CountChange.Alive;

    public static void Rebuild(ObjectHeader* o, int references)
    {
    }

    /// <summary>The mutator that made an object, 0-based.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int OwnerOf(ObjectHeader* o) => (o->Spare & OwnerMask) - 1;

    /// <summary>For the owner: marks an object as met.</summary>
    /// <returns>Whether it was not.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool TryMeet(ObjectHeader* o)
    {
        int before = o->Spare;
        o->Spare = before | Met;
        return (before & Met) == 0;
    }

    internal static bool IsMet(ObjectHeader* o) => (o->Spare & Met) != 0;

    internal static void Forget(ObjectHeader* o) => o->Spare &= ~Met;
}
