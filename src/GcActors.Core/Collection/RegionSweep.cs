using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Last phase of a parallel scan: splits each chunk, its order kept, into what stays in place and what is garbage.
/// <code>
/// for i: w = refs[g(v[i])]
///     w &gt;= GARBAGE: to the garbage, refs = GARBAGE
///     w == RESCUED: dropped, refs = 0: it stands in another list
///     else:         kept, squeezed to the front, refs = 0
/// </code>
/// A chunk that is garbage altogether is handed on as it is; of a mixed one the garbage goes to a chunk of its own.
/// </summary>
internal sealed unsafe class RegionSweep(Heap heap)
{
    private int[] _garbageChunks = [];

    /// <summary>The phase.</summary>
    /// <param name="region">The region.</param>
    /// <param name="swept">Called after each chunk with the chunk, by the worker that swept it.</param>
    public IParallelPhase Phase(Region region, Action<int> swept)
    {
        _garbageChunks = new int[region.Chunks];
        region.Restart();
        return new ParallelPhase("sweep", _ => SweepShare(region, swept));
    }

    /// <summary>After the phase: kept objects and garbage as lists; empty chunks go back.</summary>
    public (ChunkList Kept, ChunkList Garbage) Join(Region region)
    {
        GenerationVectors vectors = heap.Vectors;
        ChunkList kept = default;
        ChunkList garbage = default;
        for (int index = 0; index < region.Chunks; index++)
        {
            int chunk = region[index];
            int dead = _garbageChunks[index];
            if (dead != 0)
            {
                garbage.Append(vectors, dead);
            }

            if (dead == chunk)
            {
                continue;
            }

            if (vectors.Lengths[chunk] == 0)
            {
                vectors.ReturnChunk(chunk);
            }
            else
            {
                kept.Append(vectors, chunk);
            }
        }

        return (kept, garbage);
    }

    private void SweepShare(Region region, Action<int> swept)
    {
        var pointers = new HeapPointers(heap);
        uint* garbage = stackalloc uint[GenerationVectors.ChunkEntries];
        while (region.TryClaim(out int index))
        {
            int chunk = region[index];
            int dead = SweepChunk(pointers, chunk, garbage);
            _garbageChunks[index] = dead == 0 ? 0 : Fill(pointers, pointers.Lengths[chunk] == 0 ? chunk : heap.Vectors.TakeChunk(), garbage, dead);
            swept(chunk);
        }
    }

    /// <summary>Leaves in a chunk only what is kept. Answers how much is garbage.</summary>
    private static int SweepChunk(in HeapPointers heap, int chunk, uint* garbage)
    {
        uint* working = heap.Working;
        uint* first = heap.EntriesOf(chunk);
        uint* end = first + heap.Lengths[chunk];
        uint* to = first;
        int dead = 0;
        for (uint* from = first; from < end; from++)
        {
            uint cell = *from;
            uint word = working[cell];
            if (word >= WorkingWord.Garbage)
            {
                working[cell] = WorkingWord.Garbage;
                garbage[dead++] = cell;
                continue;
            }

            working[cell] = 0;
            if (word == WorkingWord.Rescued)
            {
                continue;
            }

            if (to != from)
            {
                *to = cell;
                HeapPointers.At(heap.Base, cell)->BackIndex = (uint)(to - heap.Entries);
            }

            to++;
        }

        heap.Lengths[chunk] = (int)(to - first);
        return dead;
    }

    private static int Fill(in HeapPointers heap, int chunk, uint* cells, int count)
    {
        new ReadOnlySpan<uint>(cells, count).CopyTo(new Span<uint>(heap.EntriesOf(chunk), count));
        heap.Lengths[chunk] = count;
        return chunk;
    }
}
