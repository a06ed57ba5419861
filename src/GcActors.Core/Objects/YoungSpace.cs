using System.Runtime.CompilerServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// The youngest generation of one mutator (or of all of them, where they share an allocator under a lock): a chunk list with a cursor into its last chunk.
/// Unmanaged, so that the collector of a stopped world can take it.
/// </summary>
internal unsafe struct YoungSpace
{
    private const int FirstCompactionChunks = 4;

    /// <summary>Next free entry and the end of the last chunk; equal: a chunk is needed.</summary>
    public uint Cursor;

    public uint End;

    public ChunkList List;
    private int _compactAtChunks;

    /// <summary>Appends an object that has just been initialised.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(uint* entries, GenerationVectors vectors, byte* heapBase, uint cell, ObjectHeader* header)
    {
        if (Cursor == End)
        {
            NextChunk(vectors, heapBase);
        }

        entries[Cursor] = cell;
        header->BackIndex = Cursor++;
    }

    /// <summary>Hands the whole list over and starts empty.</summary>
    public ChunkList Take(GenerationVectors vectors)
    {
        CloseLastChunk(vectors);
        ChunkList taken = List;
        List = default;
        Cursor = End = 0;
        _compactAtChunks = FirstCompactionChunks;
        return taken;
    }

    private readonly void CloseLastChunk(GenerationVectors vectors)
    {
        if (List.Tail != 0)
        {
            vectors.Lengths[List.Tail] = (int)(Cursor - GenerationVectors.StartOf(List.Tail));
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextChunk(GenerationVectors vectors, byte* heapBase)
    {
        CloseLastChunk(vectors);
        if (List.Chunks >= Math.Max(_compactAtChunks, FirstCompactionChunks))
        {
            Compact(vectors, heapBase);
        }

        if (Cursor == End)
        {
            int chunk = vectors.TakeChunk();
            List.Append(vectors, chunk);
            Cursor = GenerationVectors.StartOf(chunk);
            End = Cursor + GenerationVectors.ChunkEntries;
        }
    }

    /// <summary>
    /// Squeezes tombstones out, keeping order. Runs when the list has doubled since the last time, so it costs amortised O(1) an object; without it a
    /// program that allocates and frees for ever would grow the vector for ever. Only the owner frees objects of this list, so nobody else reads it.
    /// </summary>
    private void Compact(GenerationVectors vectors, byte* heapBase)
    {
        uint* entries = vectors.Entries;
        if (CountLive(vectors) > 3 * List.EntryCount(vectors) / 4)
        {
            _compactAtChunks = 2 * List.Chunks;
            return;
        }

        int target = List.Head;
        uint to = GenerationVectors.StartOf(target);
        uint toEnd = to + GenerationVectors.ChunkEntries;
        for (int chunk = List.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            uint from = GenerationVectors.StartOf(chunk);
            uint fromEnd = from + (uint)vectors.Lengths[chunk];
            for (; from < fromEnd; from++)
            {
                uint cell = entries[from];
                if (cell == 0)
                {
                    continue;
                }

                if (to == toEnd)
                {
                    vectors.Lengths[target] = GenerationVectors.ChunkEntries;
                    target = vectors.Next[target];
                    to = GenerationVectors.StartOf(target);
                    toEnd = to + GenerationVectors.ChunkEntries;
                }

                entries[to] = cell;
                ((ObjectHeader*)(heapBase + ((ulong)cell << PoolGeometry.GranuleShift)))->BackIndex = to++;
            }
        }

        Shorten(vectors, target);
        Cursor = to;
        End = toEnd;
        _compactAtChunks = 2 * List.Chunks;
    }

    private readonly long CountLive(GenerationVectors vectors)
    {
        long live = 0;
        for (int chunk = List.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            var entries = new ReadOnlySpan<uint>(vectors.Entries + GenerationVectors.StartOf(chunk), vectors.Lengths[chunk]);
            live += entries.Length - entries.Count(0u);
        }

        return live;
    }

    /// <summary>Makes <paramref name="last"/> the last chunk and returns those behind it.</summary>
    private void Shorten(GenerationVectors vectors, int last)
    {
        int surplus = vectors.Next[last];
        vectors.Next[last] = 0;
        List.Tail = last;
        while (surplus != 0)
        {
            int next = vectors.Next[surplus];
            vectors.ReturnChunk(surplus);
            List.Chunks--;
            surplus = next;
        }
    }
}
