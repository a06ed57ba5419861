using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Marks an object and all that it leads to, up to what is marked already, before somebody else can reach it: plain stores. What is still to be looked
/// through is a chain through the objects' spare words, so that a walk needs no memory and no depth.
/// </summary>
internal unsafe struct EscapeWalk(in CountSpace space)
{
    /// <summary>Objects of a walk that are not timed: two looks at the clock cost more than a dozen of them.</summary>
    private const int UntimedObjects = 64;

    private readonly byte* _base = space.HeapBase;
    private readonly Shape* _shapes = space.Shapes;
    private long _walks;
    private long _objects;
    private long _ticks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool IsPrivate<TMemory>(uint cell)
        where TMemory : struct, IMemoryAccess => EscapedWord.IsPrivate<TMemory>(PlainCount.At(_base, cell));

    /// <param name="cell">An object that is private.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Mark<TMemory>(uint cell)
        where TMemory : struct, IMemoryAccess
    {
        uint open = 0;
        TryMark<TMemory>(cell, ref open);
        LookThrough<TMemory>(ref open, UntimedObjects);
        if (open != 0)
        {
            long start = Stopwatch.GetTimestamp();
            LookThrough<TMemory>(ref open, long.MaxValue);
            _ticks += Stopwatch.GetTimestamp() - start;
        }

        _walks++;
    }

    /// <summary><c>escaped</c>: objects marked; <c>escape_walks</c>: in how many walks; <c>escape_ns</c>: the time that walks took behind their first 64
    /// objects, so that short ones are not made longer by the clock.</summary>
    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["escaped"] = _objects;
        report["escape_walks"] = _walks;
        report["escape_ns"] = Stopwatch.GetElapsedTime(0, _ticks).TotalNanoseconds;
    }

    /// <summary>Marks what the objects of a chain refer to, which joins it.</summary>
    private void LookThrough<TMemory>(ref uint open, long objects)
        where TMemory : struct, IMemoryAccess
    {
        for (long left = objects; open != 0 && left > 0; left--)
        {
            ObjectHeader* o = PlainCount.At(_base, open);
            open = (uint)TMemory.Read(ref o->Spare);
            Shape* shape = _shapes + o->Shape;
            MarkAll<TMemory>((uint*)(o + 1), shape->Fields, ref open);
            if (shape->HasItems)
            {
                ItemArray* items = ItemArray.Of(o);
                MarkAll<TMemory>(items->Items(_base), items->Length, ref open);
            }

            _objects++;
        }
    }

    private readonly void MarkAll<TMemory>(uint* fields, uint count, ref uint open)
        where TMemory : struct, IMemoryAccess
    {
        for (uint i = 0; i < count; i++)
        {
            if (TMemory.Read(ref fields[i]) is var child and not 0)
            {
                TryMark<TMemory>(child, ref open);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void TryMark<TMemory>(uint cell, ref uint open)
        where TMemory : struct, IMemoryAccess
    {
        ObjectHeader* o = PlainCount.At(_base, cell);
        int word = TMemory.Read(ref PlainCount.WordOf(o));
        if (EscapedWord.IsPrivate(word))
        {
            TMemory.Write(ref PlainCount.WordOf(o), word | EscapedWord.Escaped);
            TMemory.Write(ref o->Spare, (int)open);
            open = cell;
        }
    }
}
