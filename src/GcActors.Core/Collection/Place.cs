using System.Numerics;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Where an object stands in its region: the chunk's ordinal and the place in the chunk, in one number that grows along the region. It fits the low bits of a
/// tentative word, so that a scan by several workers sees in the referent's word whether the referent lies before or behind.
/// </summary>
internal static class Place
{
    public const uint Mask = WorkingWord.CountMask;
    private const uint InChunk = GenerationVectors.ChunkEntries - 1;
    private static readonly int _chunkBits = BitOperations.Log2(GenerationVectors.ChunkEntries);

    /// <summary>Chunks of the largest region whose places fit: 10⁹ objects.</summary>
    public static int MostChunks => (int)(Mask >> _chunkBits);

    /// <summary>Place of a chunk's first entry.</summary>
    public static uint Of(int ordinal) => (uint)ordinal << _chunkBits;

    /// <summary>Place of an entry of the region. It searches: not for loops.</summary>
    public static uint Of(Region region, uint entry) =>
        Of(region.OrdinalOf((int)(entry / GenerationVectors.ChunkEntries))) + (entry & InChunk);

    public static int OrdinalOf(uint place) => (int)(place >> _chunkBits);

    /// <summary>Index in the vectors' entries.</summary>
    public static uint EntryOf(Region region, uint place) => GenerationVectors.StartOf(region[OrdinalOf(place)]) + (place & InChunk);
}
