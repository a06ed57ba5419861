using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>The third pass by phases: what of a region survives, and in which order.</summary>
internal interface IRegionScan : IDisposable
{
    /// <summary>Objects whose fields were walked, each walk counted.</summary>
    long Visited { get; }

    /// <summary>Bytes of side tables in use.</summary>
    long Bytes { get; }

    /// <summary>Called, by any worker, for each chunk from whose objects' words the references from within the region are off.</summary>
    void Settled(in HeapPointers heap, Region region, int ordinal);

    /// <summary>The phases in order; the caller runs each by all workers before it asks for the next.</summary>
    /// <param name="region">A region with references from within subtracted.</param>
    /// <param name="workers">Workers that run each phase.</param>
    /// <param name="lookAhead">Objects whose side-table words are fetched ahead; 0: none.</param>
    /// <param name="wideObjects">Objects from which all workers mark together.</param>
    IEnumerable<IParallelPhase> Phases(Region region, int workers, int lookAhead, IReadOnlyList<uint> wideObjects);

    /// <summary>After the last phase: survivors and garbage as lists. The region's chunks go to them or back.</summary>
    (ChunkList Survivors, ChunkList Garbage) Split(Region region);

    /// <summary>Returns the memory of the side tables.</summary>
    void Release();
}
