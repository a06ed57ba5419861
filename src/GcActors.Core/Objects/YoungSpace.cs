using System.Runtime.CompilerServices;

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

    /// <summary>Appends an object; the caller has made sure that Cursor is not at End, and writes the place into the header.</summary>
    /// <returns>Its place.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Append(uint* entries, uint cell)
    {
        uint place = Cursor;
        entries[place] = cell;
        Cursor = place + 1;
        return place;
    }

    /// <summary>The list as it stands, its last chunk's length brought up to date: for verifiers.</summary>
    public readonly ChunkList Peek(GenerationVectors vectors)
    {
        CloseLastChunk(vectors);
        return List;
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

    /// <summary>Makes room behind the cursor.</summary>
    public void NextChunk(GenerationVectors vectors, byte* heapBase)
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
        if (List.LiveCount(vectors) <= 3 * List.EntryCount(vectors) / 4)
        {
            int used = List.Squeeze(vectors, heapBase);
            Cursor = GenerationVectors.StartOf(List.Tail) + (uint)used;
            End = GenerationVectors.StartOf(List.Tail) + GenerationVectors.ChunkEntries;
        }

        _compactAtChunks = 2 * List.Chunks;
    }
}
