using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// An allocator that gives the cell of a dead object out again only after a grace period (<see cref="GracePeriods"/>): a mutator that read a reference to
/// it from a shared slot, and has not counted it yet, finds its count at 0 and not another object. The dead object keeps its header; its fields have been
/// dropped and nobody looks at them.
/// </summary>
/// <typeparam name="TInner">The allocator.</typeparam>
internal unsafe struct Quarantined<TInner> : IHeapAllocator<Quarantined<TInner>>
    where TInner : struct, IHeapAllocator<TInner>
{
    /// <summary>Retired bytes after which a mutator lets the next grace period begin: CPython's 20 pages.</summary>
    private const int BytesPerPeriod = 20 * 4096;

    private TInner _inner;
    private GracePeriods _periods;
    private RetiredCells* _retired;
    private AllocatorBinding _binding;
    private int _mutator;
    private int _bytes;

    public static AllocatorTraits Traits => TInner.Traits with { DelaysReuse = true };

    public static Quarantined<TInner> Create(AllocatorBinding binding, int mutator) => new()
    {
        _inner = TInner.Create(binding, mutator),
        _periods = new GracePeriods(binding.GraceSequence, binding.GraceSeen, AllocatorBinding.GraceStride, binding.Mutators),
        _retired = binding.Retired(mutator),
        _binding = binding,
        _mutator = mutator,
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
        _retired->Add(cell, _periods.NextGoal<DirectMemory>());
        _bytes += (int)Math.Min(cellBytes, BytesPerPeriod);
        if (_bytes >= BytesPerPeriod)
        {
            BeginPeriod();
        }

        return !TInner.Traits.IsShared && TInner.OwnerOf(_binding, cell) != _mutator;
    }

    public static int OwnerOf(AllocatorBinding binding, uint cell) => TInner.OwnerOf(binding, cell);

    public void AtQuantum()
    {
        _periods.GoOnline<DirectMemory>(_mutator);
        _inner.AtQuantum();
    }

    public void AtBoundary()
    {
        _periods.GoOffline<DirectMemory>(_mutator);
        if (_retired->Count > 0)
        {
            BeginPeriod();
            Release();
        }

        _inner.AtBoundary();
    }

    private void BeginPeriod()
    {
        _bytes = 0;
        _periods.AdvanceTo<DirectMemory>(_retired->NewestGoal);
    }

    private void Release()
    {
        if (_retired->Count == 0)
        {
            return;
        }

        int passed = _periods.LastPassed<DirectMemory>();
        while (_retired->Count > 0 && _retired->OldestGoal - passed <= 0)
        {
            uint cell = _retired->Take();
            ObjectHeader* header = _binding.Heap.HeaderOf(cell);
            _inner.Free(cell, header, _binding.Heap.ShapeOf(header).CellBytes);
        }
    }
}
