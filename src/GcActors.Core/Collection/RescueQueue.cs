using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The FIFO of the rescued, with a mark up to which its objects were walked. What is in it is already the list that joins the survivors.</summary>
internal sealed unsafe class RescueQueue(GenerationVectors vectors)
{
    private readonly ChunkWriter _fifo = new(vectors);
    private readonly List<Block> _blocks = [];
    private int _chunk;
    private int _placeInChunk;
    private long _walked;

    /// <summary>Where the rescued are appended.</summary>
    public ChunkWriter Writer => _fifo;

    /// <summary>Objects nobody has walked or is walking.</summary>
    public long Left => _fifo.Count - _walked;

    /// <summary>What <see cref="CutBlocks"/> cut.</summary>
    public IReadOnlyList<Block> Blocks => _blocks;

    /// <summary>The entry of the next object to walk; there must be one.</summary>
    public uint Next()
    {
        SkipFullChunk();
        _walked++;
        return GenerationVectors.StartOf(_chunk) + (uint)_placeInChunk++;
    }

    /// <summary>Cuts what is left into blocks, a chunk or a part of one each.</summary>
    /// <param name="most">Most blocks.</param>
    public void CutBlocks(int most)
    {
        _blocks.Clear();
        _fifo.Close();
        while (Left > 0 && _blocks.Count < most)
        {
            SkipFullChunk();
            int length = vectors.Lengths[_chunk] - _placeInChunk;
            _blocks.Add(new Block(GenerationVectors.StartOf(_chunk) + (uint)_placeInChunk, length));
            _placeInChunk += length;
            _walked += length;
        }
    }

    /// <summary>Hands the list over and starts empty.</summary>
    public ChunkList Take()
    {
        _chunk = 0;
        _placeInChunk = 0;
        _walked = 0;
        return _fifo.Take();
    }

    private void SkipFullChunk()
    {
        if (_chunk == 0)
        {
            _chunk = _fifo.Head;
        }
        else if (_placeInChunk == GenerationVectors.ChunkEntries)
        {
            _chunk = vectors.Next[_chunk];
            _placeInChunk = 0;
        }
    }

    /// <summary>A run of entries.</summary>
    /// <param name="First">The first entry.</param>
    /// <param name="Length">How many.</param>
    internal readonly record struct Block(uint First, int Length);
}
