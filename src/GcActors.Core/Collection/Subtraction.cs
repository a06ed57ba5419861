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
            if (count > 0 && !TCounter.IsImmortal(o))
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
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* limit = LookAhead.Limit(first, end, lookAhead);
        byte* heapBase = heap.Base;
        Shape* shapes = heap.Shapes;
        uint* working = heap.Working;
        long fields = 0;
        uint* at = first;
        for (; at < limit; at++)
        {
            LookAhead.FetchObject(heapBase, at[2 * lookAhead]);
            LookAhead.FetchWords(heapBase, working, at[lookAhead]);
            fields += SubtractOne(heapBase, shapes, working, *at);
        }

        for (; at < end; at++)
        {
            fields += SubtractOne(heapBase, shapes, working, *at);
        }

        return fields;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint SubtractOne(byte* heapBase, Shape* shapes, uint* working, uint cell)
    {
        if (working[cell] == 0)
        {
            return 0;
        }

        ObjectHeader* o = HeapPointers.At(heapBase, cell);
        var visitor = new Subtractor(working);
        ObjectWalker.Walk(heapBase, shapes, o, visitor);
        return shapes[o->Shape].Fields;
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
