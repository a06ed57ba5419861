using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>The unmanaged allocation state of a heap: a padded block for each mutator and one that all share.</summary>
internal sealed unsafe class AllocatorBinding : IDisposable
{
    private readonly LazyTable<LeasedState> _leased;
    private readonly LazyTable<SharedState> _shared = new(1);

    public AllocatorBinding(Heap heap, int mutators)
    {
        Heap = heap;
        Mutators = mutators;
        _leased = new LazyTable<LeasedState>(mutators);
        for (int m = 0; m < mutators; m++)
        {
            _leased.Entries[m].Initialise(m);
        }
    }

    public Heap Heap { get; }

    public int Mutators { get; }

    public SharedState* Shared => _shared.Entries;

    public LeasedState* Leased(int mutator) => _leased.Entries + mutator;

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
        _leased.Dispose();
        _shared.Dispose();
    }
}
