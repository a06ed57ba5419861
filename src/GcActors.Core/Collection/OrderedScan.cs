using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// The third pass by several workers in CPython's order: the same lists as <see cref="SerialScan{TRules}"/>, whatever the number of workers and however they
/// interleave. <see cref="ForwardMark{TOrder}"/> finds what is kept in place, <see cref="OrderedRescue{TRules, TOrder}"/> what is rescued,
/// <see cref="RegionSweep"/> splits the chunks.
/// </summary>
internal sealed unsafe class OrderedScan<TRules, TOrder> : IRegionScan
    where TRules : struct, ISubtractionRules
    where TOrder : struct, IOrderedScanRules
{
    private readonly GenerationVectors _vectors;
    private readonly RescueSources _sources = new();
    private readonly ForwardMark<TOrder> _mark;
    private readonly OrderedRescue<TRules, TOrder> _rescue;
    private readonly RegionSweep _sweep;

    /// <param name="heap">The heap.</param>
    /// <param name="parallelFrom">Rescued objects to walk from which on a phase is worth its barrier.</param>
    public OrderedScan(Heap heap, long parallelFrom = 2 * GenerationVectors.ChunkEntries)
    {
        _vectors = heap.Vectors;
        _mark = new ForwardMark<TOrder>(heap, _sources);
        _rescue = new OrderedRescue<TRules, TOrder>(heap, _sources, parallelFrom);
        _sweep = new RegionSweep(heap);
    }

    /// <inheritdoc/>
    public long Visited => _mark.Visited + _rescue.Visited;

    /// <inheritdoc/>
    public long Bytes => RescueSources.BytesBeside(_vectors.UsedBytes);

    /// <inheritdoc/>
    public void Settled(in HeapPointers heap, Region region, int ordinal) => Place.Number(heap, region, ordinal);

    /// <inheritdoc/>
    public IEnumerable<IParallelPhase> Phases(Region region, int workers, int lookAhead, IReadOnlyList<uint> wideObjects)
    {
        foreach (IParallelPhase phase in _mark.Phases(region, workers, lookAhead, wideObjects))
        {
            yield return phase;
        }

        foreach (IParallelPhase phase in _rescue.Phases(region, workers, lookAhead))
        {
            yield return phase;
        }

        yield return _sweep.Phase(region, _sources.Clear);
    }

    /// <inheritdoc/>
    public (ChunkList Survivors, ChunkList Garbage) Split(Region region)
    {
        (ChunkList survivors, ChunkList garbage) = _sweep.Join(region);
        ChunkList rescued = _rescue.Take();
        survivors.Append(_vectors, ref rescued);
        return (survivors, garbage);
    }

    /// <inheritdoc/>
    public void Release() => _sources.Release();

    public void Dispose()
    {
        _mark.Dispose();
        _sources.Dispose();
    }
}
