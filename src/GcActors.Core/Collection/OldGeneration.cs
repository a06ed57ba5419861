using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>A generation that the collector owns. Mutators only write tombstones into it.</summary>
internal sealed class OldGeneration
{
    private const int FirstCheckChunks = 4;

    /// <summary>So few survivors are copied to the end of the list: their headers were just looked at, so that is cheaper than to squeeze later.</summary>
    private const int FewEntries = GenerationVectors.ChunkEntries / 4;

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
    /// Appends survivors. Linking costs nothing by the object, but would leave a chunk for three survivors of a young collection, so a few are copied. Mutators
    /// leave tombstones: when the list has doubled it is looked at, and squeezed if half of it is empty. Amortised O(1) an object.
    /// </summary>
    public unsafe void Append(Heap heap, ref ChunkList survivors)
    {
        GenerationVectors vectors = heap.Vectors;
        for (int chunk = survivors.Head, next; chunk != 0; chunk = next)
        {
            next = vectors.Next[chunk];
            if (!TryCopy(heap, chunk))
            {
                _list.Append(vectors, chunk);
            }
        }

        survivors = default;
        if (_list.Chunks < _checkAtChunks)
        {
            return;
        }

        if (_list.LiveCount(heap.Vectors) < (long)_list.Chunks * GenerationVectors.ChunkEntries / 2)
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

    /// <summary>Copies what a chunk holds behind the last entry of the list and returns the chunk, if it is little and there is room.</summary>
    private unsafe bool TryCopy(Heap heap, int chunk)
    {
        GenerationVectors vectors = heap.Vectors;
        int count = vectors.Lengths[chunk];
        if (_list.IsEmpty || count > FewEntries || vectors.Lengths[_list.Tail] + count > GenerationVectors.ChunkEntries)
        {
            return false;
        }

        uint* from = vectors.Entries + GenerationVectors.StartOf(chunk);
        uint first = GenerationVectors.StartOf(_list.Tail);
        uint place = first + (uint)vectors.Lengths[_list.Tail];
        for (int i = 0; i < count; i++)
        {
            // Survivors that were untracked since have left tombstones.
            if (from[i] != 0)
            {
                vectors.Entries[place] = from[i];
                HeapPointers.At(heap.Base, from[i])->BackIndex = place++;
            }
        }

        vectors.Lengths[_list.Tail] = (int)(place - first);
        vectors.ReturnChunk(chunk);
        return true;
    }
}
