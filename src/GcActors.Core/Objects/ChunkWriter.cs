using System.Runtime.CompilerServices;

namespace GcActors.Core.Objects;

/// <summary>Appends cells to a chunk list of its own, which may be read while it grows: a collector's queue, or the list of what it set apart.</summary>
internal sealed unsafe class ChunkWriter(GenerationVectors vectors)
{
    private ChunkList _list;
    private uint* _cursor;
    private uint* _end;

    public bool IsEmpty => _list.IsEmpty;

    /// <summary>Cells appended since the last <see cref="Take"/>.</summary>
    public long Count { get; private set; }

    /// <summary>The list so far; its last chunk's length counts every cell appended.</summary>
    public ChunkList List => _list;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(uint cell)
    {
        if (_cursor == _end)
        {
            NextChunk();
        }

        *_cursor++ = cell;
        vectors.Lengths[_list.Tail]++;
        Count++;
    }

    /// <summary>Hands the list over and starts empty.</summary>
    public ChunkList Take()
    {
        ChunkList taken = _list;
        _list = default;
        _cursor = _end = null;
        Count = 0;
        return taken;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextChunk()
    {
        int chunk = vectors.TakeChunk();
        _list.Append(vectors, chunk);
        _cursor = vectors.Entries + GenerationVectors.StartOf(chunk);
        _end = _cursor + GenerationVectors.ChunkEntries;
    }
}
