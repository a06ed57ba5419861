using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// First half of the ordered scan: what stays in place. An object stays if a reference from outside is left on it, or if an object before it that stays refers
/// to it: a least fixed point, so that it may be marked ahead, in any order and twice.
/// <code>
/// number:   after subtraction: gc_refs 0: refs = GARBAGE | place
/// wide:     for an object with very many references: each worker marks from slices of it
/// scan:     each worker claims chunks, in order: for i with refs[g(v[i])] reached: for t: visit(t)
/// visit(t): w = refs[g(t)] &gt;= GARBAGE? behind v[i]: refs[g(t)] = COLLECTING | 1; if the scan has passed its chunk: queue it
///                                      before v[i]: v[i] is a source: t is to be rescued, unless another object keeps it
/// drain:    each worker claims chunks of the queues and walks what is in them, and what that queues
/// </code>
/// All stores are plain: a word changes once, always to the same value. Nothing says what is walked: where all is alive the scan then writes nothing, and no
/// line travels between the workers' caches. What is queued while its chunk is being scanned may be walked twice.
/// </summary>
internal sealed unsafe class ForwardMark<TOrder>(Heap heap, RescueSources sources) : IDisposable
    where TOrder : struct, IOrderedScanRules
{
    /// <summary>References of a wide object that a worker claims at a time.</summary>
    private const long WideSlice = 1 << 12;

    private const uint SmallFields = 8;
    private readonly MarkQueues _queues = new(heap.Vectors);
    private readonly List<PassedMarks<TOrder>> _marks = [];
    private readonly HashSet<uint> _wideWalked = [];
    private Region? _region;
    private int _lookAhead;
    private long _walked;
    private long _nextSlice;

    /// <summary>Objects whose fields were walked, each walk counted.</summary>
    public long Visited => _walked + _queues.Walked;

    /// <summary>The phases in order.</summary>
    public IEnumerable<IParallelPhase> Phases(Region region, int workers, int lookAhead, IReadOnlyList<uint> wideObjects)
    {
        Prepare(region, workers, lookAhead);
        foreach (uint wide in wideObjects)
        {
            if (IsReached(wide))
            {
                yield return MarkFromWide(wide);
            }
        }

        yield return new ParallelPhase("scan", ScanShare);
        foreach (IParallelPhase drain in _queues.Drain(DrainChunk))
        {
            yield return drain;
        }
    }

    public void Dispose() => _marks.ForEach(static m => m.Dispose());

    private void Prepare(Region region, int workers, int lookAhead)
    {
        _queues.Prepare(workers);
        while (_marks.Count < workers)
        {
            _marks.Add(new PassedMarks<TOrder>(_queues[_marks.Count]));
        }

        _region = region;
        _lookAhead = lookAhead;
        _walked = 0;
        _wideWalked.Clear();
        region.Restart();
    }

    private bool IsReached(uint cell) => WorkingWord.IsReached(heap.Working[cell]);

    /// <summary>Nothing is passed yet, so nothing is queued.</summary>
    private ParallelPhase MarkFromWide(uint cell)
    {
        uint entry = heap.HeaderOf(cell)->BackIndex;
        uint place = Place.Of(_region!, entry);
        _nextSlice = 0;
        _wideWalked.Add(cell);
        return new ParallelPhase("wide", _ => MarkSlices(cell, place, entry));
    }

    private void MarkSlices(uint cell, uint place, uint entry)
    {
        ObjectHeader* o = heap.HeaderOf(cell);
        long count = heap.ShapeOf(o).Fields;
        var field = (uint*)(o + 1);
        uint* working = heap.Working;
        uint self = WorkingWord.Garbage | place;
        for (long at; (at = (Interlocked.Increment(ref _nextSlice) - 1) * WideSlice) < count;)
        {
            for (long end = Math.Min(at + WideSlice, count); at < end; at++)
            {
                uint word = working[field[at]];
                if (word > self)
                {
                    working[field[at]] = WorkingWord.Collecting | 1;
                }
                else if (word >= WorkingWord.Garbage)
                {
                    sources.Add(entry);
                }
            }
        }
    }

    private void ScanShare(int worker)
    {
        var pointers = new HeapPointers(heap);
        PassedMarks<TOrder> marks = _marks[worker];
        marks.Begin(_region!);
        long walked = 0;
        while (_region!.TryClaim(out int ordinal))
        {
            TOrder.Interleave();
            walked += ScanChunk(pointers, ordinal, marks);
        }

        marks.EndChunk();
        Interlocked.Add(ref _walked, walked);
    }

    private long ScanChunk(in HeapPointers heap, int ordinal, PassedMarks<TOrder> marks)
    {
        marks.BeginChunk(ordinal);
        int chunk = _region![ordinal];
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* at = first;
        long walked = 0;
        while ((at = ScanSmallRecords(heap, ordinal, at, marks, ref walked)) < end)
        {
            if (!_wideWalked.Contains(*at))
            {
                Walk(heap, Place.Of(ordinal) + (uint)(at - first), (uint)(at - heap.Entries), marks);
                walked++;
            }

            at++;
        }

        marks.QueuePassed();
        return walked;
    }

    /// <summary>Scans records with few fields, which is nearly every object. It calls nothing, so that everything stays in registers.</summary>
    /// <returns>The first object that needs more: another kind, more fields, or room for its marks; or the end.</returns>
    private uint* ScanSmallRecords(in HeapPointers heap, int ordinal, uint* at, PassedMarks<TOrder> marks, ref long walked)
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        Shape* shapes = heap.Shapes;
        int chunk = _region![ordinal];
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        int lookAhead = _lookAhead;
        uint* limit = LookAhead.Limit(first, end, lookAhead);
        uint* cursor = marks.Cursor;
        uint* lastCursor = marks.End - SmallFields;
        uint firstSelf = WorkingWord.Garbage | Place.Of(ordinal);
        long count = 0;
        for (; at < end; at++)
        {
            // Only what looks kept will be walked.
            if (at < limit && working[at[lookAhead]] < WorkingWord.Garbage)
            {
                LookAhead.FetchWords(heapBase, working, at[lookAhead]);
            }

            if (!WorkingWord.IsReached(working[*at]))
            {
                continue;
            }

            TOrder.Interleave();
            ObjectHeader* o = HeapPointers.At(heapBase, *at);
            Shape* shape = shapes + o->Shape;
            if (shape->Kind != ObjectKind.Record || shape->Fields > SmallFields || cursor > lastCursor)
            {
                break;
            }

            count++;
            uint self = firstSelf + (uint)(at - first);
            var field = (uint*)(o + 1);
            for (uint* last = field + shape->Fields; field < last; field++)
            {
                uint word = working[*field];
                if (word < WorkingWord.Garbage)
                {
                    continue;
                }

                TOrder.Interleave();
                if (word > self)
                {
                    working[*field] = WorkingWord.Collecting | 1;
                    *cursor++ = word & Place.Mask;
                }
                else
                {
                    sources.Add((uint)(at - heap.Entries));
                }
            }
        }

        marks.Cursor = cursor;
        walked += count;
        return at;
    }

    private void Walk(in HeapPointers heap, uint place, uint entry, PassedMarks<TOrder> marks)
    {
        var marker = new Marker(heap.Working, WorkingWord.Garbage | place, entry, sources, marks);
        ObjectWalker.Walk(heap.Base, heap.Shapes, HeapPointers.At(heap.Base, heap.Entries[entry]), marker);
    }

    /// <summary>Walks what one queue chunk holds; its end is asked for anew each time, since the walk may move it.</summary>
    private long DrainChunk(int chunk, int worker)
    {
        var pointers = new HeapPointers(heap);
        PassedMarks<TOrder> marks = _marks[worker];
        long walked = 0;
        for (uint* place = pointers.EntriesOf(chunk); place != marks.Queue.EndOf(chunk); place++)
        {
            TOrder.Interleave();
            Walk(pointers, *place, Place.EntryOf(_region!, *place), marks);
            marks.QueueAll();
            walked++;
        }

        return walked;
    }

    private readonly struct Marker(uint* working, uint self, uint entry, RescueSources sources, PassedMarks<TOrder> marks) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            uint word = working[cell];
            if (word < WorkingWord.Garbage)
            {
                return;
            }

            TOrder.Interleave();
            if (word > self)
            {
                working[cell] = WorkingWord.Collecting | 1;
                marks.Add(word & Place.Mask);
            }
            else
            {
                sources.Add(entry);
            }
        }
    }
}
