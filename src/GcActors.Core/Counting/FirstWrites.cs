using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A mutator's side of the barrier of <see cref="Coalescing{TSlots, TUnit}"/>: where it notes things, and how often it had to.</summary>
public unsafe struct FirstWrites
{
    /// <summary>Bits of an object's state that the barrier looks at.</summary>
    internal const int StateBits = ObjectHeader.Unlogged | ObjectHeader.BeingLogged;

    private readonly byte* _heapBase;
    private readonly int* _marks;
    private readonly CountLog* _log;
    private readonly Shape* _shapes;
    private readonly long _entriesBefore;

    internal FirstWrites(in CountSpace space, CountLog* log)
    {
        _heapBase = space.HeapBase;
        _marks = (int*)space.Links;
        _log = log;
        _shapes = space.Shapes;
        _entriesBefore = log == null ? 0 : log->Decrements.Entries;
    }

    /// <summary>Stores that found their object, or slot, unlogged.</summary>
    internal long SlowPaths { get; private set; }

    /// <summary>Values noted so far: decrements.</summary>
    internal readonly long Entries => _log->Decrements.Entries - _entriesBefore;

    /// <summary>Fields of an object.</summary>
    internal readonly uint FieldsOf(ObjectHeader* o) => _shapes[o->Shape].Fields;

    internal void EnterSlowPath(ObjectHeader* o)
    {
        if (o->Shape == ObjectHeader.PoisonShape)
        {
            throw new InvalidOperationException("a freed object was written");
        }

        SlowPaths++;
    }

    /// <summary>An object whose fields a stop is to look through.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly void NoteObject(ObjectHeader* o) => _log->Increments.Append(_log, GranuleOf(o));

    /// <summary>A granule with slots that were written.</summary>
    internal readonly void NoteWritten(void* slot) => _log->Written.Append(_log, GranuleOf(slot));

    /// <summary>A value that a field had at the last stop.</summary>
    internal readonly void NoteOld(uint value)
    {
        if (value != 0)
        {
            _log->Decrements.Append(_log, value);
        }
    }

    /// <summary>The word of the granule that a slot lies in: bit i, its i-th slot was written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly ref int MarksOf(void* slot) => ref _marks[GranuleOf(slot)];

    /// <summary>The bit of a slot in that word.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal readonly int MarkOf(void* slot) => 1 << ((int)(((byte*)slot - _heapBase) / sizeof(uint)) & ((PoolGeometry.GranuleBytes / sizeof(uint)) - 1));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint GranuleOf(void* address) => (uint)(((byte*)address - _heapBase) >> PoolGeometry.GranuleShift);
}
