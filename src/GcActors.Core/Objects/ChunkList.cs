using System.Runtime.Intrinsics;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>One generation: chunks in order. Merging links chunks, so it costs nothing by the object.</summary>
public struct ChunkList
{
    /// <summary>First and last chunk, 0: empty.</summary>
    public int Head;

    public int Tail;

    /// <summary>Chunks in the list.</summary>
    public int Chunks;

    public readonly bool IsEmpty => Head == 0;

    /// <summary>Appends a chunk.</summary>
    internal unsafe void Append(GenerationVectors vectors, int chunk)
    {
        if (Tail == 0)
        {
            Head = chunk;
        }
        else
        {
            vectors.Next[Tail] = chunk;
        }

        vectors.Next[chunk] = 0;
        Tail = chunk;
        Chunks++;
    }

    /// <summary>Appends another list, which is empty afterwards.</summary>
    internal unsafe void Append(GenerationVectors vectors, ref ChunkList other)
    {
        if (other.Head == 0)
        {
            return;
        }

        if (Tail == 0)
        {
            Head = other.Head;
        }
        else
        {
            vectors.Next[Tail] = other.Head;
        }

        Tail = other.Tail;
        Chunks += other.Chunks;
        other = default;
    }

    /// <summary>Entries, tombstones included.</summary>
    internal readonly unsafe long EntryCount(GenerationVectors vectors)
    {
        long entries = 0;
        for (int chunk = Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            entries += vectors.Lengths[chunk];
        }

        return entries;
    }

    /// <summary>Gives all chunks back and is empty afterwards. What they held is no object's place any more.</summary>
    internal unsafe void ReturnChunks(GenerationVectors vectors)
    {
        for (int chunk = Head, next; chunk != 0; chunk = next)
        {
            next = vectors.Next[chunk];
            vectors.ReturnChunk(chunk);
        }

        this = default;
    }

    /// <summary>
    /// Squeezes tombstones and gaps at the ends of chunks out, keeping order, and returns the chunks that become free.
    /// </summary>
    /// <returns>Entries in the last chunk, which the caller may go on filling.</returns>
    internal unsafe int Squeeze(GenerationVectors vectors, byte* heapBase)
    {
        uint* entries = vectors.Entries;
        int target = Head;
        uint to = GenerationVectors.StartOf(target);
        uint toEnd = to + GenerationVectors.ChunkEntries;
        for (int chunk = Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            uint from = GenerationVectors.StartOf(chunk);
            uint fromEnd = from + (uint)vectors.Lengths[chunk];
            for (; from < fromEnd; from++)
            {
                uint cell = entries[from];
                if (cell == 0)
                {
                    // Tombstones come in runs where objects live shortly: eight at a look.
                    while (from + 8 < fromEnd && Vector256.Load(entries + from + 1) == Vector256<uint>.Zero)
                    {
                        from += 8;
                    }

                    continue;
                }

                if (to == toEnd)
                {
                    vectors.Lengths[target] = GenerationVectors.ChunkEntries;
                    target = vectors.Next[target];
                    to = GenerationVectors.StartOf(target);
                    toEnd = to + GenerationVectors.ChunkEntries;
                }

                if (to != from)
                {
                    entries[to] = cell;
                    ((ObjectHeader*)(heapBase + ((ulong)cell << PoolGeometry.GranuleShift)))->BackIndex = to;
                }

                to++;
            }
        }

        Shorten(vectors, target);
        vectors.Lengths[target] = (int)(to - GenerationVectors.StartOf(target));
        return vectors.Lengths[target];
    }

    /// <summary>Entries that are no tombstones.</summary>
    internal readonly unsafe long LiveCount(GenerationVectors vectors)
    {
        long live = 0;
        for (int chunk = Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            int length = vectors.Lengths[chunk];
            live += length - new ReadOnlySpan<uint>(vectors.Entries + GenerationVectors.StartOf(chunk), length).Count(0u);
        }

        return live;
    }

    /// <summary>Makes <paramref name="last"/> the last chunk and returns those behind it.</summary>
    private unsafe void Shorten(GenerationVectors vectors, int last)
    {
        int surplus = vectors.Next[last];
        vectors.Next[last] = 0;
        Tail = last;
        while (surplus != 0)
        {
            int next = vectors.Next[surplus];
            vectors.ReturnChunk(surplus);
            Chunks--;
            surplus = next;
        }
    }
}
