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
}
