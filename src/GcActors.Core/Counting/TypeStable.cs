using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Leased pools whose cells keep their size class, and their owner, as long as anybody may come late to count one (<see cref="TypeStableSlots"/>): a cell is used
/// again at once, in its class; an empty pool leaves its class, or its mutator, or the process, when every mutator has passed a boundary
/// (<see cref="AfterGracePeriod"/>); and so does a large cell, whose class is nobody's.
/// </summary>
/// <remarks>An emptied pool stays on the list of its class and waits beside that. If it was used meanwhile, it has another goal, or is not empty, when its time is
/// over, and stays.</remarks>
internal unsafe struct TypeStable : IHeapAllocator<TypeStable>
{
    private readonly AllocatorBinding _binding;
    private readonly LeasedState* _state;
    private readonly RetiredCells* _retired;
    private LeasedAllocator _inner;
    private AfterGracePeriod _waiting;

    private TypeStable(AllocatorBinding binding, int mutator)
    {
        _binding = binding;
        _state = binding.Leased(mutator);
        _state->KeepsClasses = true;
        _retired = binding.Retired(mutator);
        _inner = LeasedAllocator.Create(binding, mutator);
        _waiting = AfterGracePeriod.Create(binding, mutator);
    }

    public static AllocatorTraits Traits => LeasedAllocator.Traits with { DelaysReuse = true };

    public static TypeStable Create(AllocatorBinding binding, int mutator) => new(binding, mutator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken) => _inner.TryTake(classBytes, shape, tracked, out taken);

    public bool Refill(uint cellBytes)
    {
        if (_inner.Refill(cellBytes))
        {
            return true;
        }

        Release();
        return _inner.Refill(cellBytes);
    }

    public bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        Release();
        return _inner.TryTakeLarge(cellBytes, shape, tracked, out taken);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(uint cell, ObjectHeader* header) => _inner.Track(cell, header);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFree(uint cell, ObjectHeader* header, uint classBytes) => _inner.TryFree(cell, header, classBytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes)
    {
        if (cellBytes <= PoolGeometry.LargestSmallBytes)
        {
            return _inner.FreeElsewhere(cell, header, cellBytes);
        }

        _waiting.Retire(cell, cellBytes);
        return false;
    }

    public static int OwnerOf(AllocatorBinding binding, uint cell) => LeasedAllocator.OwnerOf(binding, cell);

    public void AtQuantum()
    {
        _waiting.AtQuantum();
        _inner.AtQuantum();
    }

    public void AtBoundary()
    {
        _inner.AtBoundary();
        RetireEmptied();
        _waiting.AtBoundary();
        Release();
    }

    /// <summary>What became empty since the last boundary begins to wait, if it is still.</summary>
    private void RetireEmptied()
    {
        uint pool = _state->Emptied;
        _state->Emptied = 0;
        while (pool != 0)
        {
            PoolHeader* header = PoolAt(pool);
            uint next = header->NextEmptied;
            header->Goal = 0;
            if (IsEmpty(header))
            {
                _waiting.Retire(pool, (uint)_binding.Heap.Space.Geometry.PoolBytes);
                header->Goal = _retired->NewestGoal;
                _retired->Pools++;
            }

            pool = next;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Release()
    {
        for (int passed = _waiting.PollPassed(); _retired->HasUpTo(passed);)
        {
            int goal = _retired->OldestGoal;
            uint cell = _retired->Take();
            if (IsPool(cell))
            {
                ReleasePool(cell, goal);
            }
            else
            {
                _inner.FreeRetired(_binding.Heap, cell, _retired);
            }
        }
    }

    private readonly void ReleasePool(uint pool, int goal)
    {
        _retired->Release((uint)_binding.Heap.Space.Geometry.PoolBytes);
        PoolHeader* header = PoolAt(pool);
        if (header->Goal == goal && IsEmpty(header))
        {
            header->Goal = 0;
            _inner.LetGo(pool);
        }
    }

    private static bool IsEmpty(PoolHeader* header) => header->State == PoolState.Listed && header->Used == 0;

    /// <summary>Of what waits, all but the large cells.</summary>
    private readonly bool IsPool(uint cell) => cell < _binding.Heap.Space.LargeOffset >> PoolGeometry.GranuleShift;

    private readonly PoolHeader* PoolAt(uint pool) => (PoolHeader*)_binding.Heap.HeaderOf(pool);
}
