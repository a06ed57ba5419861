using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>Walks a chunk list from the front, over tombstones; sees what is appended meanwhile.</summary>
internal unsafe struct LiveEntries
{
    private readonly GenerationVectors _vectors;
    private int _chunk;
    private int _index;

    public LiveEntries(Heap heap, in ChunkList list)
    {
        _vectors = heap.Vectors;
        _chunk = list.Head;
    }

    /// <summary>The next object.</summary>
    public bool Next(out uint cell)
    {
        while (_chunk != 0)
        {
            uint* entries = _vectors.Entries + GenerationVectors.StartOf(_chunk);
            while (_index < _vectors.Lengths[_chunk])
            {
                cell = entries[_index++];
                if (cell != 0)
                {
                    return true;
                }
            }

            if (_vectors.Next[_chunk] == 0)
            {
                break;
            }

            _chunk = _vectors.Next[_chunk];
            _index = 0;
        }

        cell = 0;
        return false;
    }

    /// <summary>Leaves a tombstone where the last object was found.</summary>
    public readonly void Remove() => _vectors.Entries[GenerationVectors.StartOf(_chunk) + (uint)_index - 1] = 0;

    /// <summary>Whether the place of the last object still holds it.</summary>
    public readonly bool StillHolds(uint cell) => _vectors.Entries[GenerationVectors.StartOf(_chunk) + (uint)_index - 1] == cell;
}
