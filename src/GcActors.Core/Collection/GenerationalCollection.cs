using System.Runtime.CompilerServices;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core.Collection;

/// <summary>One collection of <see cref="GenerationalCollector{TCounter,TAllocator,TRules}"/>; the object serves all collections of its collector.</summary>
internal sealed unsafe class GenerationalCollection<TCounter, TAllocator, TRules> : ICollection, IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
    where TRules : struct, ISubtractionRules
{
    /// <summary>A side table beyond this goes back to the system after a full collection; a smaller one is kept, since touching it anew costs faults.</summary>
    private const long KeptSideBytes = 64 << 20;

    private readonly AllocatorBinding _binding;
    private readonly Heap _heap;
    private readonly OldGeneration[] _old;
    private readonly long _parallelFromObjects;
    private readonly TAllocator[] _allocators;
    private readonly SerialScan<TRules>? _scan;
    private readonly IRegionScan _parallelScan;
    private readonly ParallelSubtraction<TCounter, TRules> _subtraction;
    private IEnumerator<IParallelPhase> _steps = Enumerable.Empty<IParallelPhase>().GetEnumerator();
    private PhaseClock _clock = new(new CollectionStats());
    private string? _parallel;
    private int _lookAhead;
    private ChunkList _region;
    private ChunkList _survivors;
    private ChunkList _garbage;

    public GenerationalCollection(AllocatorBinding binding, OldGeneration[] old, CollectionOrder order, long parallelFromObjects)
    {
        _binding = binding;
        _heap = binding.Heap;
        _old = old;
        _parallelFromObjects = parallelFromObjects;
        _allocators = AllocatorSet<TAllocator>.Of(binding);
        _scan = order == CollectionOrder.CPython ? new SerialScan<TRules>(_heap) : null;
        _parallelScan = order == CollectionOrder.CPython ? new OrderedScan<TRules, SoundOrder>(_heap) : new ParallelMark(_heap);
        _subtraction = new ParallelSubtraction<TCounter, TRules>(_heap);
    }

    public CollectionStats Stats { get; private set; } = new();

    public void Begin(int generation, int workers)
    {
        Stats = new CollectionStats();
        _steps = Steps(generation, workers);
    }

    public IParallelPhase? Advance()
    {
        if (_parallel != null)
        {
            _clock.Lap(_parallel, parallel: true);
        }

        bool more = _steps.MoveNext();
        _parallel = more ? _steps.Current.Name : null;
        return more ? _steps.Current : null;
    }

    public void Dispose()
    {
        _subtraction.Dispose();
        _parallelScan.Dispose();
    }

    private IEnumerator<IParallelPhase> Steps(int generation, int workers)
    {
        _clock = new PhaseClock(Stats);
        AllocatorSet<TAllocator>.EmptyInboxes(_allocators);
        TakeRegion(generation);
        long entries = _region.EntryCount(_heap.Vectors);
        _lookAhead = LookAhead.For(entries);
        workers = entries < _parallelFromObjects || _region.Chunks > Place.MostChunks ? 1 : workers;
        bool isLarge = generation == 2 && _heap.WorkingBytes > KeptSideBytes;
        IReadOnlyList<uint> wideObjects = [];
        Region? region = workers > 1 || _scan == null ? new Region(_heap.Vectors, _region) : null;
        _clock.Lap("prepare");
        if (workers == 1)
        {
            UpdateAll();
            SubtractAll();
        }
        else
        {
            foreach (IParallelPhase phase in _subtraction.Phases(region!, workers, _parallelScan))
            {
                _clock.Lap("prepare");
                yield return phase;
            }

            Stats.EdgesVisited = _subtraction.Fields;
            wideObjects = _subtraction.WideObjects;
            NoteSideBytes(_subtraction.Bytes);
            if (isLarge)
            {
                _subtraction.Release();
            }

            _clock.Lap("prepare");
        }

        if (region == null)
        {
            SplitAlone();
            NoteSideBytes(0);
        }
        else
        {
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
            NoteSideBytes(_parallelScan.Bytes + (isLarge ? 0 : _subtraction.Bytes));
        }

        Promote(generation);
        Bury();
        ReleaseSideTables(isLarge);
        _clock.Lap("prepare");
    }

    /// <summary>CPython's merge order: the old content of the generation, then generation 0, then generation 1 (cpython-memory.md 6.5).</summary>
    private void TakeRegion(int generation)
    {
        GenerationVectors vectors = _heap.Vectors;
        _region = generation == 0 ? default : _old[generation - 1].Take();
        ChunkList young = _binding.TakeYoung();
        _region.Append(vectors, ref young);
        if (generation == 2)
        {
            ChunkList middle = _old[0].Take();
            _region.Append(vectors, ref middle);
        }
    }

    private void UpdateAll()
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = _region.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            Subtraction<TCounter, TRules>.Update(pointers, chunk);
        }

        _clock.Lap("update");
    }

    private void SubtractAll()
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = _region.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            Stats.EdgesVisited += Subtraction<TCounter, TRules>.Subtract(pointers, chunk, _lookAhead);
        }

        _clock.Lap("subtract");
    }

    private void SplitAlone()
    {
        (_survivors, _garbage) = _scan!.Split(ref _region, _lookAhead);
        Stats.ObjectsVisited += _scan.Visited;
        _clock.Lap("scan");
    }

    private void Split(Region region)
    {
        (_survivors, _garbage) = _parallelScan.Split(region);
        _region = default;
        Stats.ObjectsVisited += _parallelScan.Visited;
        _clock.Lap("split");
    }

    private void Promote(int generation)
    {
        Stats.Survivors = _survivors.EntryCount(_heap.Vectors);
        Stats.GarbageFound = _garbage.EntryCount(_heap.Vectors);
        Stats.ObjectsVisited += Stats.Survivors + Stats.GarbageFound;
        _old[Math.Min(generation, 1)].Append(_heap, ref _survivors);
        _clock.Lap("promote");
    }

    private void Bury()
    {
        var burial = new Burial<TCounter, TAllocator, InRegion>(_binding, _allocators, new InRegion(_heap.Working));
        burial.Bury(_garbage, _lookAhead);
        Stats.ObjectsFreed = burial.Freed;
        Stats.Decrements = burial.Decrements;
        _clock.Lap("bury");
    }

    /// <summary>Notes what the side tables take now: those of every collection, and <paramref name="bytes"/> more.</summary>
    private void NoteSideBytes(long bytes) => Stats.SideBytesPeak = Math.Max(Stats.SideBytesPeak, _heap.WorkingBytes + _heap.Vectors.UsedBytes + bytes);

    private void ReleaseSideTables(bool isLarge)
    {
        if (!isLarge || !_heap.ReleaseWorking())
        {
            ClearGarbageWords();
        }

        if (isLarge)
        {
            _parallelScan.Release();
        }

        _garbage.ReturnChunks(_heap.Vectors);
    }

    /// <summary>Survivors' words went to zero as they were found to survive; garbage needed its words until the last of it was freed.</summary>
    private void ClearGarbageWords()
    {
        var pointers = new HeapPointers(_heap);
        for (int chunk = _garbage.Head; chunk != 0; chunk = pointers.Next[chunk])
        {
            uint* cells = pointers.EntriesOf(chunk);
            for (int i = 0; i < pointers.Lengths[chunk]; i++)
            {
                pointers.Working[cells[i]] = 0;
            }
        }
    }

    /// <summary>Garbage is what the scan left tentative.</summary>
    private readonly struct InRegion(uint* working) : IGarbageTest
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Fetch(byte* heapBase, uint cell) => LookAhead.FetchWords(heapBase, working, cell);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool IsGarbage(uint cell) => working[cell] == WorkingWord.Garbage;
    }
}
