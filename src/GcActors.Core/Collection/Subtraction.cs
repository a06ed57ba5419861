using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The first two passes of CPython's algorithm over one chunk of the region (cpython-memory.md 7 A and B, in the form of cycle-collectors.md 14.2).
/// <code>
/// update:   for i: w = refs[g(v[i])] = COLLECTING | count(v[i])
/// subtract: for i: for t in fields(v[i]): if refs[g(t)] has COLLECTING: refs[g(t)]--
/// </code>
/// Departures: tombstones are squeezed out of the chunk on the way; immortal objects, and dying ones that a stop caught with count 0, stay in the vector
/// with word 0, so that they count as outside: neither walked nor freed.
/// </summary>
internal static unsafe class Subtraction<TCounter, TRules>
    where TCounter : struct, IRefCounter<TCounter>
    where TRules : struct, ISubtractionRules
{
    /// <summary>Starts the working counts of a chunk's objects.</summary>
    public static void Update(in HeapPointers heap, int chunk)
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* to = first;
        for (uint* from = first; from < end; from++)
        {
            uint cell = *from;
            if (cell == 0)
            {
                continue;
            }

            ObjectHeader* o = HeapPointers.At(heapBase, cell);
            if (to != from)
            {
                *to = cell;
                o->BackIndex = (uint)(to - heap.Entries);
            }

            to++;
            int count = TCounter.ReadCount(o);
            if ((count > 0 || TCounter.AwaitsCollection(o)) && !TCounter.IsImmortal(o))
            {
                working[cell] = WorkingWord.Collecting | (uint)count;
            }
        }

        heap.Lengths[chunk] = (int)(to - first);
    }

    /// <summary>Takes the references that lie in the region off the working counts.</summary>
    /// <param name="heap">The heap.</param>
    /// <param name="chunk">A chunk without tombstones.</param>
    /// <param name="lookAhead">Objects whose side-table words are fetched ahead; 0: none.</param>
    /// <returns>Reference fields walked, null ones included.</returns>
    public static long Subtract(in HeapPointers heap, int chunk, int lookAhead)
    {
        uint* at = heap.EntriesOf(chunk);
        uint* end = at + heap.Lengths[chunk];
        return SubtractTo<On>(heap, ref at, LookAhead.Limit(at, end, lookAhead), lookAhead) + SubtractTo<Off>(heap, ref at, end, 0);
    }

    private static long SubtractTo<TAhead>(in HeapPointers heap, ref uint* at, uint* end, int lookAhead)
        where TAhead : struct, ISwitch
    {
        long fields = SubtractRecords<TAhead>(heap, ref at, end, lookAhead);
        while (at != end)
        {
            ObjectHeader* o = HeapPointers.At(heap.Base, *at++);
            Shape* shape = heap.Shapes + o->Shape;
            ObjectWalker.WalkOther(heap.Base, shape, o, new Subtractor(heap.Working));
            fields += shape->Fields + SubtractRecords<TAhead>(heap, ref at, end, lookAhead);
        }

        return fields;
    }

    /// <summary>Goes on to the first object that is no record. Calls nothing, so that all it needs stays in registers; what is usual falls through, since
    /// jumps are what it costs.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static long SubtractRecords<TAhead>(in HeapPointers heap, ref uint* place, uint* end, int lookAhead)
        where TAhead : struct, ISwitch
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        Shape* shapes = heap.Shapes;
        var subtractor = new Subtractor(working);
        long fields = 0;
        uint* at = place;
        for (; at < end; at++)
        {
            if (TAhead.IsOn)
            {
                LookAhead.FetchObject(heapBase, at[2 * lookAhead]);
                LookAhead.FetchWords(heapBase, working, at[lookAhead]);
            }

            if (working[*at] == 0)
            {
                continue;
            }

            ObjectHeader* o = HeapPointers.At(heapBase, *at);
            Shape* shape = shapes + o->Shape;
            if (shape->Kind != ObjectKind.Record)
            {
                break;
            }

            fields += shape->Fields;
            ObjectWalker.WalkRecord(shape, o, subtractor);
        }

        place = at;
        return fields;
    }

    private readonly struct Subtractor(uint* working) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            uint word = working[cell];
            if (!TRules.TestsRegion || (int)word < 0)
            {
                working[cell] = word - 1;
            }
        }
    }
}
