using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>An allocator that gives the cell of a dead object out again only when no mutator has announced that it looks at it
/// (<see cref="HazardPointers"/>).</summary>
/// <typeparam name="TInner">The allocator.</typeparam>
internal unsafe struct Hazarded<TInner> : IHeapAllocator<Hazarded<TInner>>
    where TInner : struct, IHeapAllocator<TInner>
{
    /// <summary>Dead cells that wait before announcements are read, beside two for each mutator: reading costs a cache line a mutator.</summary>
    private const int CellsPerScan = 64;

    private TInner _inner;
    private HazardPointers _hazards;
    private RetiredCells* _retired;
    private AllocatorBinding _binding;
    private int _mutator;
    private int _scanAt;

    public static AllocatorTraits Traits => TInner.Traits with { DelaysReuse = true };

    public static Hazarded<TInner> Create(AllocatorBinding binding, int mutator) => new()
    {
        _inner = TInner.Create(binding, mutator),
        _hazards = new HazardPointers(binding.Counts),
        _retired = binding.Retired(mutator),
        _binding = binding,
        _mutator = mutator,
        _scanAt = CellsPerScan + 2 * binding.Mutators,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken) => _inner.TryTake(classBytes, shape, tracked, out taken);

    public bool Refill(uint cellBytes)
    {
        Release();
        return _inner.Refill(cellBytes);
    }

    public bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        Release();
        return _inner.TryTakeLarge(cellBytes, shape, tracked, out taken);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Track(uint cell, ObjectHeader* header) => _inner.Track(cell, header);

    /// <summary>Never: the mutator then calls <see cref="FreeElsewhere"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFree(uint cell, ObjectHeader* header, uint classBytes) => false;

    public bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes)
    {
        _retired->Add(cell, goal: 0);
        if (_retired->Count >= _scanAt)
        {
            Release();
        }

        return !TInner.Traits.IsShared && TInner.OwnerOf(_binding, cell) != _mutator;
    }

    public static int OwnerOf(AllocatorBinding binding, uint cell) => TInner.OwnerOf(binding, cell);

    public void AtQuantum() => _inner.AtQuantum();

    public void AtBoundary()
    {
        Release();
        _inner.AtBoundary();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Release()
    {
        if (_retired->Count == 0)
        {
            return;
        }

        var named = (uint*)NativeMemory.Alloc((nuint)_binding.Mutators, sizeof(uint));
        var announced = new ReadOnlySpan<uint>(named, _hazards.Read<DirectMemory>(named));
        for (int left = _retired->Count; left > 0; left--)
        {
            uint cell = _retired->Take();
            if (announced.Contains(cell))
            {
                _retired->PutBack(cell);
                continue;
            }

            ObjectHeader* header = _binding.Heap.HeaderOf(cell);
            _inner.Free(cell, header, _binding.Heap.ShapeOf(header).CellBytes);
        }

        NativeMemory.Free(named);
    }
}
