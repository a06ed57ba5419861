using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Tests;

/// <summary>A heap with mutators and without actors: the test is the allocator actor (it grants pools) and decides when the world stands.</summary>
internal sealed unsafe class TestHeap<TCounter, TAllocator> : IDisposable
    where TCounter : struct, IRefCounter<TCounter>
    where TAllocator : struct, IHeapAllocator<TAllocator>
{
    private const int PoolsPerGrant = 4;
    private readonly LazyTable<AllocationTrigger> _triggers;
    private readonly LazyTable<MutatorControl> _controls;
    private readonly SharedFlags _flags = new();
    private readonly Mutator<TCounter, TAllocator>[] _mutators;

    public TestHeap(HeapSettings? settings = null, int mutators = 1, bool poison = false, long registers = 1024, long reservedBytes = 1L << 30,
        bool movesIfUnique = false)
    {
        Heap = new Heap(settings ?? new HeapSettings(), poison, reservedBytes);
        Allocators = new AllocatorBinding(Heap, mutators);
        _triggers = new LazyTable<AllocationTrigger>(mutators);
        _controls = new LazyTable<MutatorControl>(mutators);
        RootTable shared = Heap.AddSharedRoots(registers);
        _mutators = new Mutator<TCounter, TAllocator>[mutators];
        for (int m = 0; m < mutators; m++)
        {
            _triggers.Entries[m].Limit = int.MaxValue;
            _mutators[m] = new Mutator<TCounter, TAllocator>(new MutatorBinding
            {
                Index = m,
                Mutators = mutators,
                Allocators = Allocators,
                Registers = Heap.AddRoots($"mutator {m}", registers),
                SharedRoots = shared,
                Flags = _flags,
                Trigger = _triggers.Entries + m,
                Control = _controls.Entries + m,
                CollectsInAllocation = false,
                PinnedAreImmortal = false,
                Outbox = TCounter.Traits.CopiesMessages ? new Outbox(Heap, m, movesIfUnique) : null,
            });
        }

        Verifier = new HeapVerifier<TCounter, TAllocator>(Allocators);
    }

    public Heap Heap { get; }

    public AllocatorBinding Allocators { get; }

    public HeapVerifier<TCounter, TAllocator> Verifier { get; }

    /// <summary>The world as it stands: nothing runs, and what is dying is handed over with it.</summary>
    public StoppedHeap Stopped
    {
        get
        {
            uint[] dying = [.. _mutators.Select(static m => m.Dying).Where(static d => d != 0)];
            return new StoppedHeap(Allocators, dying);
        }
    }

    /// <summary>A mutator, by reference: it is a struct.</summary>
    public ref Mutator<TCounter, TAllocator> this[int mutator] => ref _mutators[mutator];

    public MutatorControl* Control(int mutator) => _controls.Entries + mutator;

    /// <summary>A new object; grants pools where the allocator leases them. Null only when the heap limit is reached.</summary>
    public ObjectRef New(ushort shape, ulong tag = 0, int mutator = 0)
    {
        ObjectRef o = _mutators[mutator].New(shape, tag);
        if (o.IsNull && TAllocator.Traits.LeasesPools && Grant(mutator, PoolsPerGrant) > 0)
        {
            o = _mutators[mutator].New(shape, tag);
        }

        return o;
    }

    /// <summary>Leases pools to a mutator, as the allocator actor does; answers how many the heap limit allowed.</summary>
    public int Grant(int mutator, int pools)
    {
        LeasedState* state = Allocators.Leased(mutator);
        int granted = 0;
        for (uint pool; granted < pools && (pool = Heap.Arenas.TakePool()) != 0; granted++)
        {
            var header = (PoolHeader*)Heap.HeaderOf(pool);
            header->Owner = mutator + 1;
            header->Next = state->Stash;
            state->Stash = pool;
            state->StashPools++;
        }

        return granted;
    }

    /// <summary>Takes a mutator's empty pools back, as the allocator actor does.</summary>
    public void TakeEmptyPoolsBack(int mutator)
    {
        LeasedState* state = Allocators.Leased(mutator);
        ReturnChain(ref state->Surplus, ref state->SurplusPools);
        ReturnChain(ref state->Stash, ref state->StashPools);
    }

    /// <summary>Collects with a collector on plain threads.</summary>
    public CollectionStats Collect(ICycleCollector collector, int generation = 2, int workers = 1) =>
        CollectionRunner.Run(collector.Begin(Stopped, generation, workers), workers);

    public HeapCensus Verify(ICycleCollector? collector = null) => Verifier.Verify(Stopped, collector?.OldGenerations ?? []);

    public ObjectHeader* Header(ObjectRef o) => Heap.HeaderOf(o.Granule);

    /// <summary>Cells of a generation in order, tombstones left out.</summary>
    public List<uint> Cells(ChunkList list)
    {
        var cells = new List<uint>();
        for (int chunk = list.Head; chunk != 0; chunk = Heap.Vectors.Next[chunk])
        {
            uint* first = Heap.Vectors.Entries + GenerationVectors.StartOf(chunk);
            for (int i = 0; i < Heap.Vectors.Lengths[chunk]; i++)
            {
                if (first[i] != 0)
                {
                    cells.Add(first[i]);
                }
            }
        }

        return cells;
    }

    /// <summary>The youngest generation of all mutators in the order in which a collection takes them.</summary>
    public List<uint> YoungCells()
    {
        List<uint> cells = Cells(Allocators.Shared->Young.Peek(Heap.Vectors));
        for (int m = 0; m < Allocators.Mutators; m++)
        {
            cells.AddRange(Cells(Allocators.Leased(m)->Young.Peek(Heap.Vectors)));
        }

        return cells;
    }

    /// <summary>The references of an object in the order of its walk, nulls included.</summary>
    public List<uint> References(uint cell)
    {
        var list = new ReferenceList([]);
        ObjectWalker.Walk(Heap.Base, Heap.Shapes.Shapes, Heap.HeaderOf(cell), list);
        return list.Cells;
    }

    public void Dispose()
    {
        Verifier.Dispose();
        Allocators.Dispose();
        Heap.Dispose();
        _triggers.Dispose();
        _controls.Dispose();
        _flags.Dispose();
    }

    private void ReturnChain(ref uint chain, ref int count)
    {
        while (chain != 0)
        {
            uint pool = chain;
            chain = ((PoolHeader*)Heap.HeaderOf(pool))->Next;
            Heap.Arenas.ReturnPool(pool);
        }

        count = 0;
    }

    private readonly struct ReferenceList(List<uint> cells) : IReferenceVisitor
    {
        public List<uint> Cells => cells;

        public void Visit(uint cell) => cells.Add(cell);
    }
}
