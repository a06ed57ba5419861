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
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* limit = LookAhead.Limit(first, end, lookAhead);
        var stretch = new Stretch { From = first, To = first, LookAhead = lookAhead };
        ScanTo<On>(heap, limit, ref stretch);
        ScanTo<Off>(heap, end, ref stretch);
        Visited += stretch.Walked;
        return (int)(stretch.To - first);
    }

    private void ScanTo<TAhead>(in HeapPointers heap, uint* end, ref Stretch stretch)
        where TAhead : struct, ISwitch
    {
        while (true)
        {
            if (stretch.To == stretch.From)
            {
                ScanRecords<TAhead, Off>(heap, end, ref stretch);
            }
            else
            {
                ScanRecords<TAhead, On>(heap, end, ref stretch);
            }

            if (stretch.From == end)
            {
                return;
            }

            ScanOne(heap, ref stretch);
        }
    }

    /// <summary>Goes on to the first object that is no record, that counts as outside, or for which a writer needs a chunk. Calls nothing, so that all it
    /// needs stays in registers; what is usual falls through, since jumps are what it costs.</summary>
    /// <typeparam name="TAhead">Whether words are fetched ahead.</typeparam>
    /// <typeparam name="TMoves">Whether kept objects move up to close gaps; where they do not, the first gap ends the run as well.</typeparam>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ScanRecords<TAhead, TMoves>(in HeapPointers heap, uint* end, ref Stretch stretch)
        where TAhead : struct, ISwitch
        where TMoves : struct, ISwitch
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        Shape* shapes = heap.Shapes;
        uint* entries = heap.Entries;
        uint* from = stretch.From;
        uint* to = stretch.To;
        int lookAhead = stretch.LookAhead;
        ChunkWriter tentative = _tentative;
        ChunkWriter rescued = _rescued;
        var rescuer = new Rescuer<Bounded>(working, rescued);
        long walked = 0;
        for (; from < end; from++)
        {
            // Only what looks kept will be walked.
            if (TAhead.IsOn && working[from[lookAhead]] != WorkingWord.Collecting)
            {
                LookAhead.FetchWords(heapBase, working, from[lookAhead]);
            }

            uint cell = *from;
            uint word = working[cell];
            if (TMoves.IsOn && word == WorkingWord.Collecting)
            {
                if (!tentative.TryAppend(cell))
                {
                    break;
                }

                working[cell] = WorkingWord.Garbage;
                continue;
            }

            ObjectHeader* o = HeapPointers.At(heapBase, cell);
            Shape* shape = shapes + o->Shape;
            if (word == 0 || (!TMoves.IsOn && word == WorkingWord.Collecting) || shape->Kind != ObjectKind.Record)
            {
                break;
            }

            working[cell] = 0;
            ObjectWalker.WalkRecord(shape, o, rescuer);
            if (rescued.HasRefused)
            {
                working[cell] = word;
                break;
            }

            walked++;
            if (TMoves.IsOn)
            {
                *to = cell;
                o->BackIndex = (uint)(to - entries);
                to++;
            }
        }

        stretch.From = from;
        stretch.To = TMoves.IsOn ? to : from;
        stretch.Walked += walked;
    }

    /// <summary>Scans one object, whatever it is.</summary>
    private void ScanOne(in HeapPointers heap, ref Stretch stretch)
    {
        uint cell = *stretch.From++;
        uint word = heap.Working[cell];
        if (word == WorkingWord.Collecting)
        {
            heap.Working[cell] = WorkingWord.Garbage;
            _tentative.Append(cell);
            return;
        }

        ObjectHeader* o = HeapPointers.At(heap.Base, cell);
        *stretch.To = cell;
        o->BackIndex = (uint)(stretch.To++ - heap.Entries);
        if (word != 0)
        {
            heap.Working[cell] = 0;
            ObjectWalker.Walk(heap.Base, heap.Shapes, o, new Rescuer<Growing>(heap.Working, _rescued));
            stretch.Walked++;
        }
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
        var rescuer = new Rescuer<Growing>(working, rescued);
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

    private readonly struct Rescuer<TQueue>(uint* working, ChunkWriter rescued) : IReferenceVisitor
        where TQueue : struct, IQueueRules
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            uint word = working[cell];
            if (word == WorkingWord.Collecting)
            {
                working[cell] = WorkingWord.Collecting | 1;
            }

            if (TRules.RescuesTentative && word == WorkingWord.Garbage && TQueue.TryAppend(rescued, cell))
            {
                working[cell] = WorkingWord.Collecting | 1;
            }
        }
    }

    /// <summary>How the rescued are queued.</summary>
    private interface IQueueRules
    {
        static abstract bool TryAppend(ChunkWriter queue, uint cell);
    }

    private readonly struct Growing : IQueueRules
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryAppend(ChunkWriter queue, uint cell)
        {
            queue.Append(cell);
            return true;
        }
    }

    /// <summary>Only in the chunk at hand, since a new one takes a call.</summary>
    private readonly struct Bounded : IQueueRules
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static bool TryAppend(ChunkWriter queue, uint cell) => queue.TryAppend(cell);
    }
}
