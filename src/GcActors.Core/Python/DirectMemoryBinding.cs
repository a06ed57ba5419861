using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What a mutator needs where no actor runs it: nobody stops it, and the object model keeps its own counters.</summary>
internal sealed unsafe class DirectMemoryBinding : IDisposable
{
    private readonly LazyTable<MutatorControl> _control = new(1);
    private readonly LazyTable<AllocationTrigger> _trigger = new(1);
    private readonly SharedFlags _flags = new();

    public DirectMemoryBinding(AllocatorBinding allocators)
    {
        _trigger.Entries->Limit = int.MaxValue;
        Binding = new MutatorBinding
        {
            Index = 0,
            Mutators = 1,
            Allocators = allocators,
            Registers = allocators.Heap.AddRoots("registers", 1),
            SharedRoots = allocators.Heap.AddSharedRoots(1),
            Flags = _flags,
            Trigger = _trigger.Entries,
            Control = _control.Entries,
            CollectsInAllocation = false,
            PinnedAreImmortal = true,
        };
    }

    public MutatorBinding Binding { get; }

    public void Dispose()
    {
        _control.Dispose();
        _trigger.Dispose();
        _flags.Dispose();
    }
}
