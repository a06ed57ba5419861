using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A strategy whose operations are noted in each mutator's ring as well (<see cref="OperationRing"/>): the most that can be traced, at some ns an operation.</summary>
/// <typeparam name="TInner">The strategy.</typeparam>
internal unsafe struct WithOperationRing<TInner> : IRefCounter<WithOperationRing<TInner>>
    where TInner : struct, IRefCounter<TInner>
{
    private TInner _inner;
    private byte* _heapBase;
    private OperationRing* _ring;

    public static CounterTraits Traits => TInner.Traits;

    public static bool HasSpareWord => TInner.HasSpareWord;

    public readonly long ElidedIncrements => _inner.ElidedIncrements;

    public readonly long ElidedDecrements => _inner.ElidedDecrements;

    public static WithOperationRing<TInner> Create(in CountSpace space, int mutator) =>
        new() { _inner = TInner.Create(space, mutator), _heapBase = space.HeapBase, _ring = space.Ring(mutator) };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o)
    {
        _inner.Alloc(o);
        Note(NotedKind.Alloc, o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _inner.Copy<TMemory>(o);
        Note(NotedKind.Copy, o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => NoteDrop(o, _inner.Drop<TMemory>(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => NoteDrop(o, _inner.DropField<TMemory>(o));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = _inner.Load<TMemory>(heapBase, container, ref slot);
        if (value != 0)
        {
            _ring->Note(NotedKind.Load, value);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        uint old = _inner.Store<TMemory>(container, ref slot, value);
        _ring->Note(NotedKind.Store, value);
        return old;
    }

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.Join<TMemory>();

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TakeQueuedDead<TMemory>();

    public void AddTo(IDictionary<string, double> report) => _inner.AddTo(report);

    public static int ReadCount(ObjectHeader* o) => TInner.ReadCount(o);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => TInner.FaultOf(space, o);

    public static bool IsStuck(ObjectHeader* o) => TInner.IsStuck(o);

    public static bool IsListed(ObjectHeader* o) => TInner.IsListed(o);

    public static CountChange TakeOffList(ObjectHeader* o) => TInner.TakeOffList(o);

    public static void CountHeld(ObjectHeader* o, int references) => TInner.CountHeld(o, references);

    public static bool AwaitsCollection(ObjectHeader* o) => TInner.AwaitsCollection(o);

    public static bool IsPrivate(ObjectHeader* o) => TInner.IsPrivate(o);

    public static bool IsImmortal(ObjectHeader* o) => TInner.IsImmortal(o);

    public static void Pin(ObjectHeader* o, bool immortal) => TInner.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => TInner.Unpin(o);

    public static CountChange DropStopped(ObjectHeader* o) => TInner.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => TInner.Rebuild(o, references);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly CountChange NoteDrop(ObjectHeader* o, CountChange change)
    {
        Note(change == CountChange.Dead ? NotedKind.LastDrop : NotedKind.Drop, o);
        return change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Note(NotedKind kind, ObjectHeader* o) => _ring->Note(kind, (uint)(((byte*)o - _heapBase) >> Memory.PoolGeometry.GranuleShift));
}
