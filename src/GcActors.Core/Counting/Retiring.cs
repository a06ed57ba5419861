using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>When the cell of a dead object may be used again, as one mutator sees it. State that others share lies in the binding.</summary>
internal unsafe interface IReusePolicy<TSelf>
    where TSelf : struct, IReusePolicy<TSelf>
{
    static abstract TSelf Create(AllocatorBinding binding, int mutator);

    /// <summary>A dead cell begins to wait.</summary>
    /// <returns>Whether so much waits that it is time to <see cref="Release"/>.</returns>
    bool Retire(uint cell, uint cellBytes);

    /// <summary>Before the first operation of a quantum.</summary>
    void AtQuantum();

    /// <summary>Behind the last operation of a quantum.</summary>
    void AtBoundary();

    /// <summary>Gives the cells back that may be used again.</summary>
    void Release<TInner>(ref TInner allocator)
        where TInner : struct, IHeapAllocator<TInner>;
}

/// <summary>
/// An allocator that gives the cell of a dead object out again only when its policy says that nobody can still look at it: a mutator that read a reference
/// to it from a shared slot, and has not counted it yet, finds its count at 0 and not another object. The dead object keeps its header; its fields have been
/// dropped and nobody looks at them.
/// </summary>
/// <typeparam name="TInner">The allocator.</typeparam>
/// <typeparam name="TReuse">When.</typeparam>
internal unsafe struct Retiring<TInner, TReuse> : IHeapAllocator<Retiring<TInner, TReuse>>
    where TInner : struct, IHeapAllocator<TInner>
    where TReuse : struct, IReusePolicy<TReuse>
{
    private readonly AllocatorBinding _binding;
    private readonly int _mutator;
    private TInner _inner;
    private TReuse _reuse;

    private Retiring(AllocatorBinding binding, int mutator)
    {
        _binding = binding;
        _mutator = mutator;
        _inner = TInner.Create(binding, mutator);
        _reuse = TReuse.Create(binding, mutator);
    }

    public static AllocatorTraits Traits => TInner.Traits with { DelaysReuse = true };

    public static Retiring<TInner, TReuse> Create(AllocatorBinding binding, int mutator) => new(binding, mutator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken) => _inner.TryTake(classBytes, shape, tracked, out taken);

    public bool Refill(uint cellBytes)
    {
        _reuse.Release(ref _inner);
        return _inner.Refill(cellBytes);
    }

    public bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        _reuse.Release(ref _inner);
        return _inner.TryTakeLarge(cellBytes, shape, tracked, out taken);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Track(uint cell, ObjectHeader* header) => _inner.Track(cell, header);

    /// <summary>Never: the mutator then calls <see cref="FreeElsewhere"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFree(uint cell, ObjectHeader* header, uint classBytes) => false;

    public bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes)
    {
        if (_reuse.Retire(cell, cellBytes))
        {
            _reuse.Release(ref _inner);
        }

        return !TInner.Traits.IsShared && TInner.OwnerOf(_binding, cell) != _mutator;
    }

    public static int OwnerOf(AllocatorBinding binding, uint cell) => TInner.OwnerOf(binding, cell);

    public void AtQuantum()
    {
        _reuse.AtQuantum();
        _inner.AtQuantum();
    }

    public void AtBoundary()
    {
        _reuse.AtBoundary();
        _reuse.Release(ref _inner);
        _inner.AtBoundary();
    }
}
