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
    private readonly TAllocator[] _allocators;
    private readonly SubtractionSplit<TCounter, TRules> _split;
    private IEnumerator<IParallelPhase> _steps = Enumerable.Empty<IParallelPhase>().GetEnumerator();
    private PhaseClock _clock = new(new CollectionStats());
    private readonly GenerationSizeBook _sizes = new();
    private string? _parallel;
    private long _youngObjects;
    private long _middleObjects;
    private ChunkList _region;
    private ChunkList _survivors;
    private ChunkList _garbage;

    public GenerationalCollection(AllocatorBinding binding, OldGeneration[] old, CollectionOrder order, long parallelFromObjects)
    {
        _binding = binding;
        _heap = binding.Heap;
        _old = old;
        _allocators = AllocatorSet<TAllocator>.Of(binding);
        _split = new SubtractionSplit<TCounter, TRules>(_heap, order, parallelFromObjects);
    }

    public CollectionStats Stats { get; private set; } = new();

    public void Begin(StoppedHeap stopped, int generation, int workers)
    {
        Stats = new CollectionStats();
        _steps = Steps(stopped, generation, workers);
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

    public void Dispose() => _split.Dispose();

    private IEnumerator<IParallelPhase> Steps(StoppedHeap stopped, int generation, int workers)
    {
        _clock = new PhaseClock(Stats);
        AllocatorSet<TAllocator>.EmptyInboxes(_allocators);
        TakeRegion(generation);
        long entries = _region.EntryCount(_heap.Vectors);
        bool isLarge = generation == 2 && _heap.WorkingBytes > KeptSideBytes;
        foreach (IParallelPhase phase in _split.Phases(new SplitRequest(stopped, _region, [], workers, isLarge), _clock, Stats))
        {
            yield return phase;
        }

        (_survivors, _garbage) = _split.Take();
        Stats.SideBytesPeak = _heap.WorkingBytes + _heap.Vectors.UsedBytes + _split.Bytes;
        Promote(generation);
        Bury(LookAhead.For(entries));
        ReleaseSideTables(isLarge);
        _clock.Lap("prepare");
    }

    /// <summary>CPython's merge order: the old content of the generation, then generation 0, then generation 1 (cpython-memory.md 6.5).</summary>
    private void TakeRegion(int generation)
    {
        GenerationVectors vectors = _heap.Vectors;
        _region = generation == 0 ? default : _old[generation - 1].Take();
        ChunkList young = _binding.TakeYoung();
        _youngObjects = generation == 0 ? 0 : young.LiveCount(vectors);
        _region.Append(vectors, ref young);
        if (generation == 2)
        {
            ChunkList middle = _old[0].Take();
            _middleObjects = middle.LiveCount(vectors);
            _region.Append(vectors, ref middle);
        }
    }

    private void Promote(int generation)
    {
        Stats.Survivors = _survivors.EntryCount(_heap.Vectors);
        Stats.GarbageFound = _garbage.EntryCount(_heap.Vectors);
        Stats.ObjectsVisited += Stats.Survivors + Stats.GarbageFound;
        Stats.Before = _sizes.Collected(generation, _youngObjects, _middleObjects, Stats.Survivors + Stats.GarbageFound, Stats.Survivors);
        _old[Math.Min(generation, 1)].Append(_heap, ref _survivors);
        _clock.Lap("promote");
    }

    private void Bury(int lookAhead)
    {
        var burial = new Burial<TCounter, TAllocator, InRegion>(_binding, _allocators, new InRegion(_heap.Working));
        burial.Bury(_garbage, lookAhead);
        Stats.ObjectsFreed = burial.Freed;
        Stats.Decrements = burial.Decrements;
        AllocatorSet<TAllocator>.ReleaseKept(_allocators);
        _clock.Lap("bury");
    }

    private void ReleaseSideTables(bool isLarge)
    {
        if (!isLarge || !_heap.ReleaseWorking())
        {
            ClearGarbageWords();
        }

        if (isLarge)
        {
            _split.Release();
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
