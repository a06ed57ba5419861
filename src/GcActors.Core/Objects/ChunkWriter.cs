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
    public long Count => _list.Tail == 0
        ? 0
        : (_list.Chunks - 1L) * GenerationVectors.ChunkEntries + (_cursor - (vectors.Entries + GenerationVectors.StartOf(_list.Tail)));

    /// <summary>The first chunk so far, 0: none. While the list grows, its end is told by <see cref="EndOf"/>.</summary>
    public int Head => _list.Head;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(uint cell)
    {
        if (_cursor == _end)
        {
            NextChunk();
        }

        *_cursor++ = cell;
    }

    /// <summary>Whether a cell was refused since the last new chunk.</summary>
    public bool HasRefused { get; private set; }

    /// <summary>Appends a cell where that takes no new chunk, and so no call: for loops that keep all they need in registers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryAppend(uint cell)
    {
        if (_cursor == _end)
        {
            HasRefused = true;
            return false;
        }

        *_cursor++ = cell;
        return true;
    }

    /// <summary>The end of what a chunk holds now, whether it is the one that is being filled or any finished one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint* EndOf(int chunk) => chunk == _list.Tail ? _cursor : vectors.Entries + GenerationVectors.StartOf(chunk) + vectors.Lengths[chunk];

    /// <summary>The list so far, its last chunk's length brought up to date.</summary>
    public ChunkList Close()
    {
        if (_list.Tail != 0)
        {
            vectors.Lengths[_list.Tail] = (int)(_cursor - (vectors.Entries + GenerationVectors.StartOf(_list.Tail)));
        }

        return _list;
    }

    /// <summary>Hands the list over and starts empty.</summary>
    public ChunkList Take()
    {
        ChunkList taken = Close();
        _list = default;
        _cursor = _end = null;
        return taken;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void NextChunk()
    {
        Close();
        HasRefused = false;
        int chunk = vectors.TakeChunk();
        _list.Append(vectors, chunk);
        _cursor = vectors.Entries + GenerationVectors.StartOf(chunk);
        _end = _cursor + GenerationVectors.ChunkEntries;
    }
}
