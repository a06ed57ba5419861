using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>How a strategy with logs treats references that mutators hold; only facts, no code.</summary>
public interface ILocalsMode
{
    static abstract bool AreCounted { get; }
}

/// <summary>References that mutators hold are looked at when an epoch ends (the Recycler).</summary>
public readonly struct SnapshotLocals : ILocalsMode
{
    public static bool AreCounted => false;
}

/// <summary>References that mutators hold are logged like all others (Gilectomy 2).</summary>
public readonly struct CountedLocals : ILocalsMode
{
    public static bool AreCounted => true;
}

/// <summary>
/// Counts in logs that refcount actors apply (counting-strategies.md 4.9; Bacon, Attanasio, Lee, Rajan, Smith 2001; Jikes RVM, <c>watson/concurrent</c>).
/// <code>
/// store: old = exchange(slot, new); log inc(new), dec(old)      locals: nothing      new object: count 1, log dec (birth decrement)
/// epoch e ends for mutator m at a boundary: hand over log(m,e) and locals(m,e)
/// refcount actors, when all have passed boundary e:
///    1 all inc of log(*,e)   2 all locals(*,e) +1   3 all dec of log(*,e−1)   4 all locals(*,e−1) −1   5 free what is 0
/// </code>
/// No mutator passes boundary e+1 before all have passed e, and none writes a count after birth or frees anything.
/// </summary>
/// <remarks>
/// Departures: a log is two lists, so that increments come first without sorting; shared roots are slots, through which references pass from mutator to mutator
/// ("Send logs inc, Receive logs dec"); idle mutators are asked like the others, since an actor can always answer at a boundary; no cycles are
/// collected by the refcount actors, that is the collector's; deaths do not lower the allocation counter that triggers collections, since it is the
/// mutators'; weak references are not cleared an epoch ahead (Python's objects need prompt deaths and are refused). With <see cref="CountedLocals"/> copies, drops and loads are logged instead, stores need
/// nothing of their own, and there are no snapshots.
/// </remarks>
public readonly unsafe struct Buffered<TLocals> : IRefCounter<Buffered<TLocals>>
    where TLocals : struct, ILocalsMode
{
    private readonly byte* _heapBase;
    private readonly CountLog* _log;
    private readonly long _incrementsBefore;
    private readonly long _decrementsBefore;

    private Buffered(byte* heapBase, CountLog* log)
    {
        _heapBase = heapBase;
        _log = log;
        _incrementsBefore = log == null ? 0 : log->Increments.Entries;
        _decrementsBefore = log == null ? 0 : log->Decrements.Entries;
    }

    public static CounterTraits Traits => new(Sharing.RacingSlots, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: true)
    {
        SnapshotsLocals = !TLocals.AreCounted,
        IsPrompt = false,
    };

    public static bool HasSpareWord => true;

    public static Buffered<TLocals> Create(in CountSpace space, int mutator) => new(space.HeapBase, space.Log(mutator));

    public long ElidedIncrements => TLocals.AreCounted ? 0 : -Increments;

    public long ElidedDecrements => TLocals.AreCounted ? 0 : -Decrements;

    private long Increments => _log->Increments.Entries - _incrementsBefore;

    private long Decrements => _log->Decrements.Entries - _decrementsBefore;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o)
    {
        PlainCount.Alloc(o);
        if (!TLocals.AreCounted)
        {
            LogDecrement(CellOf(o));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (TLocals.AreCounted)
        {
            LogIncrement(CellOf(o));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (TLocals.AreCounted)
        {
            LogDecrement(CellOf(o));
        }

        return CountChange.Deferred;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (TLocals.AreCounted && value != 0)
        {
            LogIncrement(value);
        }

        return value;
    }

    /// <summary>The exchange takes each value out once, so that each is logged once (S06).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        uint old = TMemory.Exchange(ref slot, value);
        if (TLocals.AreCounted)
        {
            return old;
        }

        if (value != 0)
        {
            LogIncrement(value);
        }

        if (old != 0)
        {
            LogDecrement(old);
        }

        return old;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        LogDecrement(CellOf(o));
        return CountChange.Deferred;
    }

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public void AddTo(IDictionary<string, double> report)
    {
        report["log_increments"] = Increments;
        report["log_decrements"] = Decrements;
    }

    /// <summary>Counts are never wrong, so nothing needs a pin. Immortality is refused: it could not be taken off under the refcount actors' hands.</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
    }

    public static void Unpin(ObjectHeader* o)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private uint CellOf(ObjectHeader* o) => (uint)(((byte*)o - _heapBase) >> PoolGeometry.GranuleShift);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LogIncrement(uint cell) => _log->Increments.Append(_log, cell);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void LogDecrement(uint cell) => _log->Decrements.Append(_log, cell);
}
