using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The split by a mark (cycle-collectors.md 12): garbage is what neither the roots nor the objects outside the region reach. It asks no count, and walks the
/// whole heap for any region; survivors stay in place.
/// <code>
/// mark from root tables, references held by unfinished work, dying objects, immortal objects, and the objects outside the region
/// for i of the region: not marked: to the garbage, refs = GARBAGE; else: kept, squeezed to the front
/// clear the marks
/// </code>
/// </summary>
internal sealed unsafe class TraceSplit<TCounter>(Heap heap) : IRegionSplit
    where TCounter : struct, IRefCounter<TCounter>
{
    private readonly Reachability _reachability = new(heap);
    private readonly ChunkWriter _garbage = new(heap.Vectors);
    private ChunkList _survivors;

    /// <inheritdoc/>
    public long Bytes => _reachability.StackBytes + heap.WorkingBytes / 128;

    /// <inheritdoc/>
    public IEnumerable<IParallelPhase> Phases(SplitRequest request, PhaseClock clock, CollectionStats stats)
    {
        _reachability.Mark<TCounter>(request.Heap);
        foreach (ChunkList list in request.Outside)
        {
            _reachability.MarkFrom(list);
        }

        stats.ObjectsVisited += _reachability.Marked;
        clock.Lap("mark");
        Sweep(request.Region);
        _reachability.Clear();
        clock.Lap("sweep");
        return [];
    }

    /// <inheritdoc/>
    public (ChunkList Survivors, ChunkList Garbage) Take()
    {
        ChunkList survivors = _survivors;
        _survivors = default;
        return (survivors, _garbage.Take());
    }

    /// <inheritdoc/>
    public void Release()
    {
    }

    public void Dispose() => _reachability.Dispose();

    private void Sweep(ChunkList region)
    {
        GenerationVectors vectors = heap.Vectors;
        for (int chunk = region.Head, next; chunk != 0; chunk = next)
        {
            next = vectors.Next[chunk];
            vectors.Lengths[chunk] = SweepChunk(chunk);
            if (vectors.Lengths[chunk] == 0)
            {
                vectors.ReturnChunk(chunk);
            }
            else
            {
                _survivors.Append(vectors, chunk);
            }
        }
    }

    /// <summary>Answers how many objects it keeps.</summary>
    private int SweepChunk(int chunk)
    {
        var pointers = new HeapPointers(heap);
        uint* first = pointers.EntriesOf(chunk);
        uint* end = first + pointers.Lengths[chunk];
        uint* to = first;
        for (uint* from = first; from < end; from++)
        {
            uint cell = *from;
            if (cell == 0)
            {
                continue;
            }

            if (!_reachability.IsMarked(cell))
            {
                pointers.Working[cell] = WorkingWord.Garbage;
                _garbage.Append(cell);
                continue;
            }

            heap.HeaderOf(cell)->BackIndex = (uint)(to - pointers.Entries);
            *to++ = cell;
        }

        return (int)(to - first);
    }
}
