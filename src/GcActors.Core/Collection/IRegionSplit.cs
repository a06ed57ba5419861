using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The question in which cycle collectors differ: which objects of a region does nothing outside it reach? What goes into the region, and what happens to the
/// garbage, is the caller's. One instance a heap.
/// </summary>
internal interface IRegionSplit : IDisposable
{
    /// <summary>Bytes of side tables in use beyond the heap's own.</summary>
    long Bytes { get; }

    /// <summary>Splits a region into the two lists that <see cref="Take"/> hands over; serial stretches between parallel phases.</summary>
    /// <param name="request">What to split.</param>
    /// <param name="clock">Is given the laps.</param>
    /// <param name="stats">Is given what was walked.</param>
    IEnumerable<IParallelPhase> Phases(SplitRequest request, PhaseClock clock, CollectionStats stats);

    /// <summary>
    /// After the last phase. Survivors have their places and words 0. Garbage stands in the order of the region; each of its words is
    /// <see cref="WorkingWord.Garbage"/> until the caller clears it, and places are not kept up.
    /// </summary>
    (ChunkList Survivors, ChunkList Garbage) Take();

    /// <summary>Returns the memory of the side tables.</summary>
    void Release();
}

/// <summary>A region to be split.</summary>
/// <param name="Heap">The stopped heap.</param>
/// <param name="Region">Tracked objects, tombstones allowed; used up by the split.</param>
/// <param name="Outside">All other tracked objects. They keep what they reach alive, whether anything reaches them or not.</param>
/// <param name="Workers">Workers that run each phase.</param>
/// <param name="ReleasesEarly">Whether side tables go back to the system as soon as a pass is over.</param>
internal sealed record SplitRequest(StoppedHeap Heap, ChunkList Region, IReadOnlyList<ChunkList> Outside, int Workers, bool ReleasesEarly = false)
{
    /// <summary>Who watches; told of a split by one worker only, since several do not come to these points together.</summary>
    public ISplitWitness? Witness { get; init; }
}

/// <summary>Somebody who is told of the steps of a subtraction. It may read everything and must change nothing.</summary>
internal interface ISplitWitness
{
    /// <summary>Working words are the counts (step A). Told again when finalizers have run (step H).</summary>
    void Counted(in ChunkList region);

    /// <summary>Working words are gc_refs: references from inside the region are taken off (step B, H).</summary>
    void Subtracted(in ChunkList region);
}
