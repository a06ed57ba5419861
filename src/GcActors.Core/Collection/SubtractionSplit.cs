using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>
/// CPython's split (cpython-memory.md 7 A to C): what counts show beyond the references within the region comes from outside. By one worker or several, in
/// CPython's order of survivors or in place. Needs exact counts, and nothing else: what is outside the region is not looked at.
/// </summary>
internal sealed class SubtractionSplit<TCounter, TRules> : IRegionSplit
    where TCounter : struct, IRefCounter<TCounter>
    where TRules : struct, ISubtractionRules
{
    private readonly Heap _heap;
    private readonly long _parallelFromObjects;
    private readonly SerialScan<TRules>? _scan;
    private readonly IRegionScan _parallelScan;
    private readonly ParallelSubtraction<TCounter, TRules> _subtraction;
    private PhaseClock _clock = new(new CollectionStats());
    private CollectionStats _stats = new();
    private int _lookAhead;
    private ChunkList _region;
    private ChunkList _survivors;
    private ChunkList _garbage;

    /// <param name="heap">The heap.</param>
    /// <param name="order">Order of survivors.</param>
    /// <param name="parallelFromObjects">Smaller regions are split by one worker: the phases would cost more than they gain.</param>
    public SubtractionSplit(Heap heap, CollectionOrder order, long parallelFromObjects)
    {
        _heap = heap;
        _parallelFromObjects = parallelFromObjects;
        _scan = order == CollectionOrder.CPython ? new SerialScan<TRules>(_heap) : null;
        _parallelScan = order == CollectionOrder.CPython ? new OrderedScan<TRules, SoundOrder>(_heap) : new ParallelMark(_heap);
        _subtraction = new ParallelSubtraction<TCounter, TRules>(_heap);
    }

    /// <inheritdoc/>
    public long Bytes { get; private set; }

    /// <inheritdoc/>
    public IEnumerable<IParallelPhase> Phases(SplitRequest request, PhaseClock clock, CollectionStats stats)
    {
        (_clock, _stats, _region) = (clock, stats, request.Region);
        Bytes = 0;
        long entries = _region.EntryCount(_heap.Vectors);
        _lookAhead = LookAhead.For(entries);
        int workers = entries < _parallelFromObjects || _region.Chunks > Place.MostChunks ? 1 : request.Workers;
        IReadOnlyList<uint> wideObjects = [];
        Region? region = workers > 1 || _scan == null ? new Region(_heap.Vectors, _region) : null;
        _clock.Lap("prepare");
        if (workers == 1)
        {
            UpdateAll();
            request.Witness?.Counted(_region);
            SubtractAll();
            request.Witness?.Subtracted(_region);
        }
        else
        {
            foreach (IParallelPhase phase in _subtraction.Phases(region!, workers, _parallelScan))
            {
                _clock.Lap("prepare");
                yield return phase;
            }

            _stats.EdgesVisited += _subtraction.Fields;
            wideObjects = _subtraction.WideObjects;
            Bytes = _subtraction.Bytes;
            if (request.ReleasesEarly)
            {
                _subtraction.Release();
            }

            _clock.Lap("prepare");
        }

        if (region == null)
        {
            SplitAlone();
            yield break;
        }

        foreach (IParallelPhase phase in _parallelScan.Phases(region, workers, _lookAhead, wideObjects))
        {
            if (workers > 1)
            {
                _clock.Lap("commit");
                yield return phase;
            }
            else
            {
                phase.Run(0);
                _clock.Lap(phase.Name);
            }
        }

        Split(region);
        Bytes = Math.Max(Bytes, _parallelScan.Bytes + (request.ReleasesEarly ? 0 : _subtraction.Bytes));
    }

    /// <inheritdoc/>
    public (ChunkList Survivors, ChunkList Garbage) Take()
    {
        (ChunkList survivors, ChunkList garbage) = (_survivors, _garbage);
        _survivors = _garbage = default;
        return (survivors, garbage);
    }

    /// <inheritdoc/>
    public void Release() => _parallelScan.Release();

    public void Dispose()
    {
        _subtraction.Dispose();
        _parallelScan.Dispose();
    }

    private unsafe void UpdateAll()
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = _region.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            Subtraction<TCounter, TRules>.Update(pointers, chunk);
        }

        _clock.Lap("update");
    }

    private unsafe void SubtractAll()
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = _region.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            _stats.EdgesVisited += Subtraction<TCounter, TRules>.Subtract(pointers, chunk, _lookAhead);
        }

        _clock.Lap("subtract");
    }

    private void SplitAlone()
    {
        (_survivors, _garbage) = _scan!.Split(ref _region, _lookAhead);
        _stats.ObjectsVisited += _scan.Visited;
        _clock.Lap("scan");
    }

    private void Split(Region region)
    {
        (_survivors, _garbage) = _parallelScan.Split(region);
        _region = default;
        _stats.ObjectsVisited += _parallelScan.Visited;
        _clock.Lap("split");
    }
}
