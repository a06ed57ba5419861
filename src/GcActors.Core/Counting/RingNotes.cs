using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>Notes what a counter is asked to do in its mutator's ring (<see cref="OperationRing"/>): the most that can be traced, at some ns an operation.</summary>
internal unsafe struct RingNotes : ICountWatcher<RingNotes>
{
    private byte* _heapBase;
    private OperationRing* _ring;

    public static bool SlowsMemory => false;

    public static RingNotes Create(in CountSpace space, int mutator) => new() { _heapBase = space.HeapBase, _ring = space.Ring(mutator) };

    public readonly void Joined()
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Made(ObjectHeader* o) => Note(NotedKind.Alloc, o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ObjectHeader* Before(ObjectHeader* o) => o;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Incremented(ObjectHeader* o) => Note(NotedKind.Increment, o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Dropped(ObjectHeader* o, bool dies) => Note(dies ? NotedKind.LastDrop : NotedKind.Drop, o);

    public readonly void Used(ObjectHeader* container, ref uint slot, bool writes)
    {
    }

    public readonly void AddTo(IDictionary<string, double> report)
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Note(NotedKind kind, ObjectHeader* o) => _ring->Note(kind, (uint)(((byte*)o - _heapBase) >> PoolGeometry.GranuleShift));
}
