using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The chunks of a region as an array, so that workers can claim them one by one: uneven chunks need no balancing beforehand.</summary>
internal sealed class Region
{
    private readonly int[] _chunks;
    private int _claimed;

    public unsafe Region(GenerationVectors vectors, in ChunkList list)
    {
        _chunks = new int[list.Chunks];
        int at = 0;
        for (int chunk = list.Head; chunk != 0; chunk = vectors.Next[chunk])
        {
            _chunks[at++] = chunk;
        }
    }

    public int Chunks => _chunks.Length;

    public int this[int index] => _chunks[index];

    /// <summary>Chunks claimed since the last <see cref="Restart"/>, or more.</summary>
    public int Claimed => Volatile.Read(ref _claimed);

    /// <summary>Whether every chunk has been claimed since the last <see cref="Restart"/>.</summary>
    public bool IsClaimed => Claimed >= _chunks.Length;

    /// <summary>A chunk's place in the region.</summary>
    public int OrdinalOf(int chunk) => Array.IndexOf(_chunks, chunk);

    /// <summary>Claims the next chunk; false when none is left.</summary>
    /// <param name="index">Its place in the region.</param>
    public bool TryClaim(out int index)
    {
        index = IsClaimed ? _chunks.Length : Interlocked.Increment(ref _claimed) - 1;
        return index < _chunks.Length;
    }

    /// <summary>Before a phase: all chunks are to be claimed again.</summary>
    public void Restart() => _claimed = 0;
}
