using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>The unmanaged allocation state of a heap: a padded block for each mutator and one that all share.</summary>
internal sealed unsafe class AllocatorBinding : IDisposable
{
    /// <summary>Words between two mutators' notes of grace periods: hardware fetches cache lines in pairs.</summary>
    public const int GraceStride = 32;

    private readonly LazyTable<LeasedState> _leased;
    private readonly LazyTable<SharedState> _shared = new(1);
    private readonly LazyTable<RetiredCells> _retired;
    private readonly LazyTable<int> _grace;
    private readonly CountMemory _counts;

    /// <param name="heap">What is allocated from.</param>
    /// <param name="mutators">All who allocate or free at once.</param>
    /// <param name="operationsKept">Operations that each one's ring keeps; 0: they are not noted.</param>
    public AllocatorBinding(Heap heap, int mutators, int operationsKept = 0)
    {
        Heap = heap;
        Mutators = mutators;
        _leased = new LazyTable<LeasedState>(mutators);
        _retired = new LazyTable<RetiredCells>(mutators);
        _grace = new LazyTable<int>((1L + mutators) * GraceStride);
        _counts = new CountMemory(heap, mutators, operationsKept);
        *GraceSequence = 1;
        for (int m = 0; m < mutators; m++)
        {
            _leased.Entries[m].Initialise(m);
        }
    }

    public Heap Heap { get; }

    /// <summary>All who allocate or free at once: mutators, then refcount actors.</summary>
    public int Mutators { get; }

    public SharedState* Shared => _shared.Entries;

    public LeasedState* Leased(int mutator) => _leased.Entries + mutator;

    /// <summary>Dead cells that a mutator keeps back.</summary>
    public RetiredCells* Retired(int mutator) => _retired.Entries + mutator;

    /// <summary>The global sequence of grace periods; odd.</summary>
    public int* GraceSequence => _grace.Entries;

    /// <summary>What mutator 0 saw of it; the others' follow <see cref="GraceStride"/> words apart.</summary>
    public int* GraceSeen => _grace.Entries + GraceStride;

    /// <summary>Words of the counting strategy.</summary>
    public CountSpace Counts => _counts.Space;

    /// <summary>Rings of operations; null: they are not noted.</summary>
    public OperationRings? Rings => _counts.Rings;

    /// <summary>What twins of the trial have; null: it is none. Disposed with this.</summary>
    public TwinMemory? Twins
    {
        get => _counts.Twins;
        set => _counts.Twins = value;
    }

    /// <summary>For a census; null: none is taken. Disposed with this.</summary>
    public SharingBook? Sharing
    {
        get => _counts.Sharing;
        set => _counts.Sharing = value;
    }

    /// <summary>Chunks of all count logs.</summary>
    public LogPool* LogChunks => _counts.Chunks;

    /// <summary>
    /// Bytes of pools with objects and of large objects, of a stopped world. Free cells of such pools are in it, and so are pools on their way back to the
    /// allocator: to leave them out, every pool would have to be looked at.
    /// </summary>
    public long BytesInUse()
    {
        PoolGeometry geometry = Heap.Space.Geometry;
        long pools = Heap.Arenas.PoolsOut;
        for (int m = 0; m < Mutators; m++)
        {
            pools -= _leased.Entries[m].StashPools + _leased.Entries[m].SurplusPools;
        }

        long largeBytes = Heap.Space.MappedBytes - (Heap.Arenas.Mapped * (long)geometry.ArenaBytes);
        return (pools * geometry.PoolBytes) + largeBytes;
    }

    /// <summary>Takes the youngest generations of all mutators, in mutator order, of a stopped world.</summary>
    public ChunkList TakeYoung()
    {
        ChunkList young = Shared->Young.Take(Heap.Vectors);
        for (int m = 0; m < Mutators; m++)
        {
            ChunkList own = _leased.Entries[m].Young.Take(Heap.Vectors);
            young.Append(Heap.Vectors, ref own);
        }

        return young;
    }

    /// <summary>The youngest generations as they stand.</summary>
    public IReadOnlyList<ChunkList> PeekYoung()
    {
        var young = new List<ChunkList>(Mutators + 1) { Shared->Young.Peek(Heap.Vectors) };
        for (int m = 0; m < Mutators; m++)
        {
            young.Add(_leased.Entries[m].Young.Peek(Heap.Vectors));
        }

        return young;
    }

    public void Dispose()
    {
        for (int m = 0; m < Mutators; m++)
        {
            _retired.Entries[m].Dispose();
        }

        _retired.Dispose();
        _grace.Dispose();
        _counts.Dispose();
        _leased.Dispose();
        _shared.Dispose();
    }
}
