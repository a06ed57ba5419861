using System.Numerics;
using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The third pass by several workers, survivors in place (cycle-collectors.md 14.5, order=place). Memory order decides the speed, so it scans as the
/// serial pass does and queues only what lies behind the scan, instead of stealing work depth first.
/// <code>
/// wide:  for an object with very many references: each worker marks from slices of it
/// scan 1: each worker claims chunks; an object with gc_refs > 0 is walked:
///            visit(t): COLLECTING and gc_refs 0: gc_refs = 1; tentative: queue it
/// repeat until a scan walks nothing:
///     scan:  as before, over what no scan has walked; what has gc_refs 0 becomes tentative
///     drain: each worker claims chunks of the queues and walks what is in them, and what that queues
/// sweep
/// </code>
/// No atomic operation touches a word: gc_refs (low byte, only ever set) and the state (high byte, written by whoever drains or scans the object) are
/// stored as bytes of their own, so that neither erases the other. A mark that races with the scan of its target may go unqueued; the repetition, after a
/// barrier, finds it. Two workers may walk one object: harmless, but it is counted twice.
/// What a scan has walked is a bit by place, known to the scan alone: where all is alive no word is written, since a word written by one worker and read by
/// the others travels between their caches (scan of the live graph of
/// 10⁶ objects on a busy machine: 15 to 17 ms with such words, 7.5 without).
/// </summary>
internal sealed unsafe class ParallelMark(Heap heap) : IRegionScan
{
    private const byte StateTentative = (byte)(WorkingWord.Garbage >> 24);
    private const byte StateWalked = 0;
    private const int PlacesPerWord = 64;

    /// <summary>From so many inline references on an object is marked from by all workers, before the scan.</summary>
    public const uint WideFields = 1 << 14;

    /// <summary>References of a wide object that a worker claims at a time.</summary>
    private const long WideSlice = 1 << 12;

    private readonly MarkQueues _queues = new(heap.Vectors);
    private readonly RegionSweep _sweep = new(heap);
    private readonly LazyTable<ulong> _walkedPlaces = new(GenerationVectors.MaxEntries / PlacesPerWord);
    private long _walked;
    private long _nextSlice;
    private int _lookAhead;

    /// <inheritdoc/>
    public long Visited { get; private set; }

    /// <inheritdoc/>
    public long Bytes => heap.Vectors.UsedBytes / sizeof(uint) / 8;

    /// <inheritdoc/>
    public void Settled(in HeapPointers heap, Region region, int ordinal)
    {
    }

    /// <inheritdoc/>
    public IEnumerable<IParallelPhase> Phases(Region region, int workers, int lookAhead, IReadOnlyList<uint> wideObjects)
    {
        _queues.Prepare(workers);
        _lookAhead = lookAhead;
        Visited = 0;
        foreach (uint wide in wideObjects)
        {
            _nextSlice = 0;
            yield return new ParallelPhase("wide", _ => MarkFromWide(wide));
        }

        yield return Scan(region, isFirst: true);
        Visited += _walked;
        bool mayHaveRaced;
        do
        {
            yield return Scan(region, isFirst: false);
            foreach (IParallelPhase drain in _queues.Drain(DrainChunk))
            {
                yield return drain;
            }

            Visited += _walked + _queues.Walked;
            mayHaveRaced = workers > 1 && _walked + _queues.Walked > 0;
        }
        while (mayHaveRaced);
        yield return _sweep.Phase(region, ForgetPlaces);
    }

    /// <inheritdoc/>
    public (ChunkList Survivors, ChunkList Garbage) Split(Region region) => _sweep.Join(region);

    /// <inheritdoc/>
    public void Release() => _walkedPlaces.Reset(_walkedPlaces.Length);

    public void Dispose() => _walkedPlaces.Dispose();

    private ParallelPhase Scan(Region region, bool isFirst)
    {
        _walked = 0;
        region.Restart();
        return new ParallelPhase("scan", worker => ScanShare(region, _queues[worker], isFirst));
    }

    /// <summary>Marks from a share of a wide object's references. Nothing is tentative yet, so nothing is queued, and the object itself is left to the
    /// scan. Without this phase one worker marks from a table while the others scan the same words, and their cache lines go to and fro: the scan took
    /// 20 to 26 ms on a busy machine, with it 15 to 17.</summary>
    private void MarkFromWide(uint cell)
    {
        ObjectHeader* o = heap.HeaderOf(cell);
        if ((heap.Working[cell] & WorkingWord.CountMask) == 0)
        {
            return;
        }

        long count = heap.ShapeOf(o).Fields;
        var field = (uint*)(o + 1);
        var marker = new FirstMarker(heap.Working);
        for (long at; (at = (Interlocked.Increment(ref _nextSlice) - 1) * WideSlice) < count;)
        {
            for (long end = Math.Min(at + WideSlice, count); at < end; at++)
            {
                marker.Visit(field[at]);
            }
        }
    }

    private void ScanShare(Region region, ChunkWriter queue, bool isFirst)
    {
        var pointers = new HeapPointers(heap);
        long walked = 0;
        while (region.TryClaim(out int index))
        {
            ulong* places = _walkedPlaces.Entries + GenerationVectors.StartOf(region[index]) / PlacesPerWord;
            walked += isFirst ? ScanFirst(pointers, region[index], places) : ScanRest(pointers, region[index], places, queue);
        }

        Interlocked.Add(ref _walked, walked);
    }

    /// <summary>Walks what is known to be reachable, in memory order; writes no word.</summary>
    private long ScanFirst(in HeapPointers heap, int chunk, ulong* places)
    {
        byte* heapBase = heap.Base;
        uint* working = heap.Working;
        Shape* shapes = heap.Shapes;
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        int lookAhead = _lookAhead;
        uint* limit = LookAhead.Limit(first, end, lookAhead);
        var marker = new FirstMarker(working);
        long walked = 0;
        for (uint* at = first; at < end; at++)
        {
            if (at < limit && working[at[lookAhead]] != WorkingWord.Collecting)
            {
                LookAhead.FetchWords(heapBase, working, at[lookAhead]);
            }

            if (IsToWalk(working[*at]))
            {
                uint place = (uint)(at - first);
                places[place / PlacesPerWord] |= 1ul << (int)(place % PlacesPerWord);
                ObjectWalker.Walk(heapBase, shapes, HeapPointers.At(heapBase, *at), marker);
                walked++;
            }
        }

        return walked;
    }

    /// <summary>Walks what has become reachable since, and makes the rest tentative.</summary>
    private static long ScanRest(in HeapPointers heap, int chunk, ulong* places, ChunkWriter queue)
    {
        uint* first = heap.EntriesOf(chunk);
        int length = heap.Lengths[chunk];
        long walked = 0;
        for (int word = 0; word * PlacesPerWord < length; word++)
        {
            int inWord = Math.Min(length - word * PlacesPerWord, PlacesPerWord);
            ulong open = ~places[word] & (ulong.MaxValue >> (PlacesPerWord - inWord));
            for (; open != 0; open &= open - 1)
            {
                int bit = BitOperations.TrailingZeroCount(open);
                walked += ScanOne(heap, first[word * PlacesPerWord + bit], queue, ref places[word], 1ul << bit);
            }
        }

        return walked;
    }

    private static int ScanOne(in HeapPointers heap, uint cell, ChunkWriter queue, ref ulong walkedPlaces, ulong bit)
    {
        uint word = heap.Working[cell];
        if (word == WorkingWord.Collecting)
        {
            SetState(heap.Working, cell, StateTentative);
        }
        else if (IsToWalk(word))
        {
            walkedPlaces |= bit;
            SetState(heap.Working, cell, StateWalked);
            var marker = new Marker(heap.Working, queue);
            ObjectWalker.Walk(heap.Base, heap.Shapes, HeapPointers.At(heap.Base, cell), marker);
            return 1;
        }

        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsToWalk(uint word) => (int)word < 0 && (word & WorkingWord.CountMask) != 0;

    /// <summary>Walks what one queue chunk holds; its end is asked for anew each time, since the walk may move it.</summary>
    private long DrainChunk(int chunk, int worker)
    {
        var pointers = new HeapPointers(heap);
        byte* heapBase = pointers.Base;
        uint* working = pointers.Working;
        Shape* shapes = pointers.Shapes;
        ChunkWriter queue = _queues[worker];
        var marker = new Marker(working, queue);
        long walked = 0;
        for (uint* at = pointers.EntriesOf(chunk); at != queue.EndOf(chunk); at++)
        {
            uint cell = *at;
            if ((int)working[cell] < 0)
            {
                SetState(working, cell, StateWalked);
                ObjectWalker.Walk(heapBase, shapes, HeapPointers.At(heapBase, cell), marker);
                walked++;
            }
        }

        return walked;
    }

    private void ForgetPlaces(int chunk)
    {
        uint first = GenerationVectors.StartOf(chunk) / PlacesPerWord;
        new Span<ulong>(_walkedPlaces.Entries + first, GenerationVectors.ChunkEntries / PlacesPerWord).Clear();
    }

    private static void SetState(uint* working, uint cell, byte state) => ((byte*)(working + cell))[3] = state;

    /// <summary>Marks while nothing is tentative yet, so nothing is queued: without the call to a queue the loop around it keeps its registers.</summary>
    private readonly struct FirstMarker(uint* working) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            if (working[cell] == WorkingWord.Collecting)
            {
                *(byte*)(working + cell) = 1;
            }
        }
    }

    private readonly struct Marker(uint* working, ChunkWriter queue) : IReferenceVisitor
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Visit(uint cell)
        {
            uint word = working[cell];
            if ((word & ~WorkingWord.Tentative) == WorkingWord.Collecting)
            {
                *(byte*)(working + cell) = 1;
                if (word == WorkingWord.Garbage)
                {
                    queue.Append(cell);
                }
            }
        }
    }
}
