using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// Where an object stands in its region: the chunk's ordinal and the place in the chunk, in one number that grows along the region. It fits the low bits of a
/// tentative word, so that a scan by several workers sees in the referent's word whether the referent lies before or behind.
/// </summary>
internal static unsafe class Place
{
    public const uint Mask = WorkingWord.CountMask;

    /// <summary>Chunks of the largest region whose places fit: 10⁹ objects.</summary>
    public const int MostChunks = (int)(Mask / GenerationVectors.ChunkEntries);

    private const uint InChunk = GenerationVectors.ChunkEntries - 1;

    /// <summary>Place of a chunk's first entry.</summary>
    public static uint Of(int ordinal) => (uint)ordinal * GenerationVectors.ChunkEntries;

    /// <summary>Place of an entry of the region. It searches: not for loops.</summary>
    public static uint Of(Region region, uint entry) =>
        Of(region.OrdinalOf((int)(entry / GenerationVectors.ChunkEntries))) + (entry & InChunk);

    public static int OrdinalOf(uint place) => (int)(place / GenerationVectors.ChunkEntries);

    /// <summary>Index in the vectors' entries.</summary>
    public static uint EntryOf(Region region, uint place) => GenerationVectors.StartOf(region[OrdinalOf(place)]) + (place & InChunk);

    /// <summary>Writes the places of a chunk's objects into the words that no reference from outside is left on.</summary>
    public static void Number(in HeapPointers heap, Region region, int ordinal)
    {
        uint* working = heap.Working;
        uint* first = heap.EntriesOf(region[ordinal]);
        uint* end = first + heap.Lengths[region[ordinal]];
        uint word = WorkingWord.Garbage | Of(ordinal);
        for (uint* at = first; at < end; at++, word++)
        {
            if (working[*at] == WorkingWord.Collecting)
            {
                working[*at] = word;
            }
        }
    }
}
