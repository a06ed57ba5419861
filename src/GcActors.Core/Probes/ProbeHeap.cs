using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>A heap with mutators but no actors, for measuring primitives: pools are granted on the spot, nothing collects.</summary>
internal sealed unsafe class ProbeHeap : IDisposable
{
    private const int Registers = 1 << 16;
    private readonly LazyTable<AllocationTrigger> _triggers;
    private readonly LazyTable<MutatorControl> _controls;
    private readonly RootTable _shared;
    private readonly int _mutators;
    private readonly bool _pinnedAreImmortal;
    private readonly SharedFlags _flags = new();
    private readonly Lock _grants = new();

    public ProbeHeap(HeapSettings settings, int mutators, bool poison = false, bool pinnedAreImmortal = false)
    {
        _mutators = mutators;
        _pinnedAreImmortal = pinnedAreImmortal;
        Heap = new Heap(settings, poison);
        Allocators = new AllocatorBinding(Heap, mutators);
        _triggers = new LazyTable<AllocationTrigger>(mutators);
        _controls = new LazyTable<MutatorControl>(mutators);
        _shared = Heap.AddSharedRoots(Registers);
        for (int m = 0; m < mutators; m++)
        {
            _triggers.Entries[m].Limit = int.MaxValue;
        }
    }

    public Heap Heap { get; }

    public AllocatorBinding Allocators { get; }

    public Mutator<TCounter, TAllocator> NewMutator<TCounter, TAllocator>(int index)
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator> => new(new MutatorBinding
        {
            Index = index,
            Mutators = _mutators,
            Allocators = Allocators,
            Registers = Heap.AddRoots($"mutator {index}", Registers),
            SharedRoots = _shared,
            Flags = _flags,
            Trigger = _triggers.Entries + index,
            Control = _controls.Entries + index,
            CollectsInAllocation = false,
            PinnedAreImmortal = _pinnedAreImmortal,
        });

    /// <summary>Leases pools to a mutator that found no cell.</summary>
    public void Grant(int mutator, int pools)
    {
        lock (_grants)
        {
            LeasedState* state = Allocators.Leased(mutator);
            for (int i = 0; i < pools; i++)
            {
                uint pool = Heap.Arenas.TakePool();
                var header = (PoolHeader*)Heap.HeaderOf(pool);
                header->Owner = mutator + 1;
                header->Next = state->Stash;
                state->Stash = pool;
                state->StashPools++;
            }
        }
    }

    public void Dispose()
    {
        _triggers.Dispose();
        _controls.Dispose();
        _flags.Dispose();
        Allocators.Dispose();
        Heap.Dispose();
    }
}
