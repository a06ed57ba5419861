using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A dead cell may be used again when no mutator has announced that it looks at it (<see cref="HazardPointers"/>).</summary>
internal readonly unsafe struct WhenUnannounced : IReusePolicy<WhenUnannounced>
{
    /// <summary>Dead cells that wait before announcements are read, beside two for each mutator: reading costs a cache line a mutator.</summary>
    private const int CellsPerScan = 64;

    private readonly HazardPointers _hazards;
    private readonly RetiredCells* _retired;
    private readonly Heap _heap;
    private readonly int _mutators;

    private WhenUnannounced(AllocatorBinding binding, int mutator)
    {
        _hazards = new HazardPointers(binding.Counts);
        _retired = binding.Retired(mutator);
        _heap = binding.Heap;
        _mutators = binding.Mutators;
    }

    public static WhenUnannounced Create(AllocatorBinding binding, int mutator) => new(binding, mutator);

    public bool Retire(uint cell, uint cellBytes)
    {
        _retired->Add(cell, goal: 0, cellBytes);
        return _retired->Count >= CellsPerScan + (2 * _mutators);
    }

    public void AtQuantum()
    {
    }

    public void AtBoundary()
    {
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Release<TInner>(ref TInner allocator)
        where TInner : struct, IHeapAllocator<TInner>
    {
        if (_retired->Count == 0)
        {
            return;
        }

        _retired->Polls++;
        uint* named = stackalloc uint[_mutators];
        var announced = new ReadOnlySpan<uint>(named, _hazards.Read<DirectMemory>(named));
        for (int left = _retired->Count; left > 0; left--)
        {
            uint cell = _retired->Take();
            if (announced.Contains(cell))
            {
                _retired->PutBack(cell);
            }
            else
            {
                allocator.FreeRetired(_heap, cell, _retired);
            }
        }
    }
}
