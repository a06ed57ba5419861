using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The third pass in CPython's order (cpython-memory.md 7 C, in the form of cycle-collectors.md 14.2).
/// <code>
/// scan:     for i: w=refs[g]; if low(w)>0: kept.add; for t: visit(t); refs[g]=0 else refs[g] |= TENTATIVE
/// visit(t): w=refs[g(t)]; if !COLLECTING return; if TENTATIVE: clear it, low=1, fifo.add(t) elif low==0: low=1
/// drain fifo as scan; garbage = i with TENTATIVE, in order; set their words to 0
/// survivors = kept in vector order, then rescued in FIFO order
/// </code>
/// Departures: kept objects stay in their chunks, squeezed, so that where nothing is garbage nothing is written; garbage keeps its words until it is
/// freed, so that its references to other garbage are known.
/// </summary>
internal sealed unsafe class SerialScan<TRules>(Heap heap)
    where TRules : struct, ISubtractionRules
{
    private readonly GenerationVectors _vectors = heap.Vectors;
    private readonly ChunkWriter _tentative = new(heap.Vectors);
    private readonly ChunkWriter _rescued = new(heap.Vectors);
    private ChunkList _survivors;

    /// <summary>Objects whose fields were walked.</summary>
    public long Visited { get; private set; }

    /// <summary>Splits the region, which is empty afterwards, into survivors and garbage.</summary>
    public (ChunkList Survivors, ChunkList Garbage) Split(ref ChunkList region, int lookAhead)
    {
        var pointers = new HeapPointers(heap);
        Visited = 0;
        for (int chunk = region.Head, next; chunk != 0; chunk = next)
        {
            next = _vectors.Next[chunk];
            KeepOrReturn(chunk, ScanChunk(pointers, chunk, lookAhead));
        }

        region = default;
        ChunkList rescued = DrainRescued(pointers);
        ChunkList garbage = _tentative.Take();
        DropRescuedFrom(pointers, ref garbage, rescued.EntryCount(_vectors));
        _survivors.Append(_vectors, ref rescued);

        ChunkList survivors = _survivors;
        _survivors = default;
        return (survivors, garbage);
    }

    private void KeepOrReturn(int chunk, int kept)
    {
        if (kept == 0)
        {
            _vectors.ReturnChunk(chunk);
            return;
        }

        _vectors.Lengths[chunk] = kept;
        _survivors.Append(_vectors, chunk);
    }

    /// <summary>Scans one chunk; answers how many objects it keeps.</summary>
    private int ScanChunk(in HeapPointers heap, int chunk, int lookAhead)
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        Shape* shapes = heap.Shapes;
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* to = first;
        uint* limit = LookAhead.Limit(first, end, lookAhead);
        var rescuer = new Rescuer(working, _rescued);
        long walked = 0;
        for (uint* from = first; from < end; from++)
        {
            // Only what looks kept will be walked.
            if (from < limit && working[from[lookAhead]] != WorkingWord.Collecting)
            {
                LookAhead.FetchWords(heapBase, working, from[lookAhead]);
            }

            uint cell = *from;
            uint word = working[cell];
            if (word == WorkingWord.Collecting)
            {
                working[cell] = WorkingWord.Garbage;
                _tentative.Append(cell);
                continue;
            }

            ObjectHeader* o = HeapPointers.At(heapBase, cell);
            if (to != from)
            {
                *to = cell;
                o->BackIndex = (uint)(to - heap.Entries);
            }

            to++;
            if (word != 0)
            {
                working[cell] = 0;
                ObjectWalker.Walk(heapBase, shapes, o, rescuer);
                walked++;
            }
        }

        Visited += walked;
        return (int)(to - first);
    }

    /// <summary>Walks the rescued in the order of their rescue; the queue is already the list that joins the survivors.</summary>
    private ChunkList DrainRescued(in HeapPointers heap)
    {
        for (int chunk = _rescued.Head; chunk != 0; chunk = heap.Next[chunk])
        {
            DrainChunk(heap, chunk);
        }

        return _rescued.Take();
    }

    /// <summary>Its end is asked for anew each time, since a walk may move it.</summary>
    private void DrainChunk(in HeapPointers heap, int chunk)
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        uint* entries = heap.Entries;
        Shape* shapes = heap.Shapes;
        ChunkWriter rescued = _rescued;
        var rescuer = new Rescuer(working, rescued);
        long walked = 0;
        for (uint* place = heap.EntriesOf(chunk); place != rescued.EndOf(chunk); place++)
        {
            ObjectHeader* o = HeapPointers.At(heapBase, *place);
            o->BackIndex = (uint)(place - entries);
            working[*place] = 0;
            if (TRules.WalksRescued)
            {
                ObjectWalker.Walk(heapBase, shapes, o, rescuer);
                walked++;
            }
        }

        Visited += walked;
    }

    /// <summary>Leaves in a list only what is tentative still, in order. Only what is in it is rescued, each once, so when none or all were there is
    /// nothing to look at.</summary>
    private void DropRescuedFrom(in HeapPointers heap, ref ChunkList tentative, long rescued)
    {
        if (rescued == 0)
        {
            return;
        }

        if (rescued == tentative.EntryCount(_vectors))
        {
            tentative.ReturnChunks(_vectors);
            return;
        }

        ChunkList garbage = default;
        for (int chunk = tentative.Head, next; chunk != 0; chunk = next)
        {
            next = heap.Next[chunk];
            uint* first = heap.EntriesOf(chunk);
            int kept = 0;
            for (int i = 0; i < heap.Lengths[chunk]; i++)
            {
                if (heap.Working[first[i]] == WorkingWord.Garbage)
                {
                    first[kept++] = first[i];
                }
            }

            if (kept == 0)
            {
                _vectors.ReturnChunk(chunk);
                continue;
            }

            heap.Lengths[chunk] = kept;
            garbage.Append(_vectors, chunk);
        }

        tentative = garbage;
    }

    private readonly struct Rescuer(uint* working, ChunkWriter rescued) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            uint word = working[cell];
            if ((word & ~WorkingWord.Tentative) == WorkingWord.Collecting)
            {
                Reach(cell, word);
            }
        }

        /// <summary>The first reference from outside that the scan sees: happens once an object, and not at all where the counts already show one.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private void Reach(uint cell, uint word)
        {
            if (word != WorkingWord.Garbage)
            {
                working[cell] = WorkingWord.Collecting | 1;
            }
            else if (TRules.RescuesTentative)
            {
                working[cell] = WorkingWord.Collecting | 1;
                rescued.Append(cell);
            }
        }
    }
}
