using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Deferred counting (counting-strategies.md 4.10; Deutsch, Bobrow 1976): a count is the references in slots; what mutators hold is not counted. An object whose
/// count is 0 is not dead, but goes into the zero-count table of the mutator that saw the 0, and the tables are reconciled with what mutators hold.
/// <code>
/// store: new +1; old = exchange(slot, new); old −1, at 0: list it, unless it is listed      locals: nothing      new object: count 0, listed
/// reconcile, in a stop: 1 all locals of all mutators +1      2 each listed object: take it off the list; count 0: kill, with its children
///                       3 all locals of the stop before −1, at 0: kill
/// </code>
/// Nobody frees between stops, so a racing load needs nothing: what was in the slot stays an object up to the next stop, at which the reader shows that it
/// holds it.
/// </summary>
/// <remarks>
/// Departures: locals that a stop found stay counted up to the next stop, so that what only a local keeps alive need not be listed again, and a stop leaves counts
/// as every collector expects them: references in slots and registers. An increment from 0 leaves the entry in its table and the mark on the object, and the
/// reconciliation skips it; taking the mark off would let the object be listed twice. A table is a mutator's list of decrements
/// (<see cref="CountLog"/>), and the refcount actors reconcile it in their shares.
/// The mark is the spare word; at a stop all tables are emptied before anything dies of other causes, so that the word is free to link dying objects.
/// </remarks>
public unsafe struct Deferred : IRefCounter<Deferred>
{
    private const int Listed = 1;

    private readonly byte* _heapBase;
    private readonly CountLog* _log;
    private readonly long _listedBefore;
    private long _increments;
    private long _decrements;

    private Deferred(byte* heapBase, CountLog* log)
    {
        _heapBase = heapBase;
        _log = log;
        _listedBefore = log == null ? 0 : log->Decrements.Entries;
    }

    public static CounterTraits Traits => new(Sharing.RacingSlots, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: true)
    {
        SnapshotsLocals = true,
        IsPrompt = false,
        ReconcilesAtStops = true,
    };

    public static bool HasSpareWord => true;

    public readonly long ElidedIncrements => -_increments;

    public readonly long ElidedDecrements => -_decrements;

    public static Deferred Create(in CountSpace space, int mutator) => new(space.HeapBase, space.Log(mutator));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o)
    {
        o->CountArea = (ulong)Listed << 32;
        Enter((uint)(((byte*)o - _heapBase) >> PoolGeometry.GranuleShift));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Deferred;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref slot);

    /// <summary>Counts up first: whoever takes the new value out again must not find a count without it. The exchange takes each value out once (S06).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        if (value != 0)
        {
            _increments++;
            TMemory.Add(ref PlainCount.WordOf(PlainCount.At(_heapBase, value)), 1);
        }

        uint old = TMemory.Exchange(ref slot, value);
        if (old != 0)
        {
            _decrements++;
            ObjectHeader* o = PlainCount.At(_heapBase, old);
            if (TMemory.Add(ref PlainCount.WordOf(o), -1) == 0 && TMemory.Exchange(ref MarkOf(o), Listed) == 0)
            {
                Enter(old);
            }
        }

        return old;
    }

    /// <summary>No mutator takes an object apart.</summary>
    public readonly CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => throw new InvalidOperationException("a mutator killed an object: only a stop may");

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public readonly uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public readonly void AddTo(IDictionary<string, double> report) => report["zct_entries"] = _log->Decrements.Entries - _listedBefore;

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => IsListed(o) ? "is marked as listed, but all zero-count tables are empty" : null;

    /// <summary>Counts are never wrong, so nothing needs a pin; immortality is refused (<see cref="Buffered{TLocals}"/>).</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
    }

    public static void Unpin(ObjectHeader* o)
    {
    }

    public static bool IsListed(ObjectHeader* o) => MarkOf(o) != 0;

    public static CountChange TakeOffList(ObjectHeader* o)
    {
        MarkOf(o) = 0;
        return o->Count == 0 ? CountChange.Dead : CountChange.Alive;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ref int MarkOf(ObjectHeader* o) => ref *((int*)o + 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Enter(uint cell) => _log->Decrements.Append(_log, cell);
}
