using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>A generation that the collector owns. Mutators only write tombstones into it.</summary>
internal sealed class OldGeneration
{
    private const int FirstCheckChunks = 4;
    private int _checkAtChunks = FirstCheckChunks;
    private ChunkList _list;

    public ChunkList List => _list;

    /// <summary>Hands the whole list over and is empty.</summary>
    public ChunkList Take()
    {
        ChunkList taken = _list;
        _list = default;
        _checkAtChunks = FirstCheckChunks;
        return taken;
    }

    /// <summary>
    /// Appends survivors. Linking costs nothing by the object, but a young collection that leaves three survivors leaves a chunk for them, and mutators leave
    /// tombstones: when the list has doubled it is looked at, and squeezed if a quarter of it is empty. Amortised O(1) an object.
    /// </summary>
    public unsafe void Append(Heap heap, ref ChunkList survivors)
    {
        _list.Append(heap.Vectors, ref survivors);
        if (_list.Chunks < _checkAtChunks)
        {
            return;
        }

        if (_list.LiveCount(heap.Vectors) < 3L * _list.Chunks * GenerationVectors.ChunkEntries / 4)
        {
            _list.Squeeze(heap.Vectors, heap.Base);
        }

        _checkAtChunks = Math.Max(FirstCheckChunks, 2 * _list.Chunks);
    }

    /// <summary>Appends one object, which must not be in any other list.</summary>
    public unsafe void Append(Heap heap, uint cell)
    {
        GenerationVectors vectors = heap.Vectors;
        int chunk = _list.Tail;
        if (chunk == 0 || vectors.Lengths[chunk] == GenerationVectors.ChunkEntries)
        {
            chunk = vectors.TakeChunk();
            _list.Append(vectors, chunk);
        }

        uint place = GenerationVectors.StartOf(chunk) + (uint)vectors.Lengths[chunk]++;
        vectors.Entries[place] = cell;
        heap.HeaderOf(cell)->BackIndex = place;
    }
}
