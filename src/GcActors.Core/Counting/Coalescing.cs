using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Coalesced counting (counting-strategies.md 4.11; Levanoni, Petrank 2001): of all values that a field has between two stops only the first and the last are
/// counted. The first write of an epoch logs what was there: to an object, the object and what all its fields held, as in MMTk (<see cref="WholeObject"/>), or
/// to a slot, the slot and what it held (<see cref="SingleSlot"/>).
/// <code>
/// store: if the last stop has seen o: log, unless logged      field = value        locals: nothing      new object: count 0, noted as new
/// stop:  1 all locals and shared roots +1; of each object new or noted, what its fields refer to now +1, of each slot noted, what it refers to now +1
///        2 each of these objects and slots: unlogged; an object's count 0: kill, with its children
///        3 each value noted −1; all locals and shared roots of the stop before −1; at 0: kill
/// </code>
/// Between stops nobody writes a count or frees anything: counts are those of the last stop, a racing load needs nothing, and of two stores that race for a field
/// one value is simply not there at the next stop.
/// </summary>
/// <remarks>
/// Departures: new objects are listed by each mutator (4 bytes an allocation) and counted like written ones, since a stop must find those that nothing refers to:
/// generation vectors have only what can be in a cycle, and a collector that sweeps blocks, as LXR's does, would find them for nothing. Young cycles are left
/// to the cycle collector. Locals and shared roots that a stop found stay counted up to the next stop, as in <see cref="Deferred"/>. Fields are those
/// of records: item arrays belong to Python's objects, which need prompt deaths and are refused. Logged whole, a table of n fields costs
/// 2n counts in every epoch that writes it: a log asks for a stop when what was noted to be looked through fills a chunk, not when old values do.
/// Counts need no exchange. Who counts canonical operations does: each value must be taken out once, or two racing stores take the same one out, and where one of
/// them is null the decrements are wrong; and so does a swap, whose value two mutators must not both get. So where slots race (<see cref="StoppedSlots"/>) the
/// store is an exchange, behind the same barrier; where they do not it is plain. The explorer runs the plain form against racing stores too.
/// </remarks>
public unsafe struct Coalescing<TSlots, TUnit> : IRefCounter<Coalescing<TSlots, TUnit>>
    where TSlots : struct, ISlotMode
    where TUnit : struct, ILogUnit
{
    private FirstWrites _writes;
    private long _stores;

    private Coalescing(in CountSpace space, CountLog* log) => _writes = new FirstWrites(space, log);

    public static CounterTraits Traits => new(
        SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: true)
    {
        Cure = TSlots.Cure,
        SnapshotsLocals = true,
        LogsObjects = true,
        IsPrompt = false,
        ReconcilesAtStops = true,
    };

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static bool HasSpareWord => true;

    /// <summary>What stops count up is theirs to report.</summary>
    public readonly long ElidedIncrements => 0;

    public readonly long ElidedDecrements => -_writes.Entries;

    public static Coalescing<TSlots, TUnit> Create(in CountSpace space, int mutator) => new(space, space.Log(mutator));

    /// <summary>A new object's identity says that it is logged.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o)
    {
        o->CountArea = 0;
        _writes.NoteObject(o);
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

    /// <summary>Of a field: shared roots are no business of this strategy (<see cref="CounterTraits.LogsObjects"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        _stores++;
        if ((TMemory.Read(ref ObjectHeader.StateOf(container)) & ObjectHeader.Unlogged) != 0)
        {
            TUnit.BeforeStore<TMemory>(ref _writes, container, ref slot);
        }

        return SlotsRace ? TMemory.Exchange(ref slot, value) : PlainCount.Store<TMemory>(ref slot, value);
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

    /// <summary>Stores into fields, those that found their object or slot unlogged, the values noted for them, and how many stores more there were than values:
    /// fewer, where objects are logged whole, have many fields and are written once.</summary>
    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["log_stores"] = _stores;
        report["log_slow_paths"] = _writes.SlowPaths;
        report["log_entries"] = _writes.Entries;
        report["eliminated_stores"] = _stores - _writes.Entries;
    }

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => (ObjectHeader.StateOf(o) & FirstWrites.StateBits) switch
    {
        ObjectHeader.Unlogged => TUnit.FaultOf(space, o),
        0 => "is marked as logged, but all logs are empty",
        _ => "is being logged, but the world stands",
    };

    /// <summary>Counts are never wrong, so nothing needs a pin; immortality is refused (<see cref="Buffered{TLocals}"/>).</summary>
    public static void Pin(ObjectHeader* o, bool immortal)
    {
    }

    public static void Unpin(ObjectHeader* o)
    {
    }

    /// <summary>What is logged is noted once, as new or as written.</summary>
    public static bool IsListed(ObjectHeader* o) => (ObjectHeader.StateOf(o) & ObjectHeader.Unlogged) == 0;

    public static CountChange TakeOffList(ObjectHeader* o)
    {
        ObjectHeader.StateOf(o) |= ObjectHeader.Unlogged;
        return o->Count == 0 ? CountChange.Dead : CountChange.Alive;
    }
}
