using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Mutators;

/// <summary>The operations of <see cref="IObjectMemory"/>.</summary>
internal unsafe partial struct Mutator<TCounter, TAllocator> : IObjectMemory
{
    public readonly Heap Heap => _heap;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint TakeCell(uint cellBytes)
    {
        if (cellBytes <= PoolGeometry.LargestSmallBytes && _allocator.TryTake(cellBytes, shape: 0, tracked: false, out TakenCell taken))
        {
            return taken.Cell;
        }

        return TakeCellSlowly(cellBytes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ReturnCell(uint cell, uint cellBytes)
    {
        if (_allocator.Free(cell, At(cell), cellBytes))
        {
            ForeignFrees++;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void InitialiseObject(uint cell, ushort shape)
    {
        ObjectHeader* o = Fresh(cell);
        _counter.Alloc(o);
        o->Identity = ObjectHeader.IdentityOf(shape, place: 0);
        uint fieldBytes = _shapes[shape].PayloadOffset - ObjectHeader.Bytes;
        if (fieldBytes <= 2 * sizeof(ulong) && _shapes[shape].CellBytes > ObjectHeader.Bytes)
        {
            Vector128<byte>.Zero.Store((byte*)(o + 1));
        }
        else
        {
            new Span<byte>(o + 1, (int)fieldBytes).Clear();
        }

        Allocs++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndObject() => Frees++;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void InitialiseStorage(uint cell, ushort shape)
    {
        ObjectHeader* o = Fresh(cell);
        o->CountArea = 0;
        o->Identity = ObjectHeader.IdentityOf(shape, place: 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Increment(uint cell)
    {
        Increments++;
        _counter.Copy<DirectMemory>(At(cell));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Decrement(uint cell)
    {
        Decrements++;
        return _counter.Drop<DirectMemory>(At(cell)) == CountChange.Dead;
    }

    public readonly int References(uint cell) => TCounter.ReadCount(At(cell));

    public readonly bool IsImmortal(uint cell) => TCounter.IsImmortal(At(cell));

    public readonly void MakeImmortal(uint cell) => TCounter.Pin(At(cell), immortal: true);

    public void Revive(uint cell)
    {
        // The death was the last decrement; this takes it back.
        Increments++;
        _counter.Alloc(At(cell));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Track(uint cell) => _allocator.Track(cell, At(cell));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Untrack(uint cell)
    {
        ObjectHeader* o = At(cell);
        _heap.Vectors.Entries[o->BackIndex] = 0;
        o->BackIndex = 0;
    }

    public readonly ChunkList TakeYoung() => _binding.Allocators.TakeYoung();

    public readonly ChunkList PeekYoung()
    {
        AllocatorBinding allocators = _binding.Allocators;
        return TAllocator.Traits.IsShared ? allocators.Shared->Young.Peek(_heap.Vectors) : allocators.Leased(Index)->Young.Peek(_heap.Vectors);
    }

    public void AwaitCollection() => Suspended = SuspendReason.OrderedCollection;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private uint TakeCellSlowly(uint cellBytes)
    {
        bool isLarge = cellBytes > PoolGeometry.LargestSmallBytes;
        TakenCell taken;
        while (isLarge
            ? !_allocator.TryTakeLarge(cellBytes, shape: 0, tracked: false, out taken)
            : !_allocator.TryTake(cellBytes, shape: 0, tracked: false, out taken))
        {
            if (isLarge || !_allocator.Refill(cellBytes))
            {
                Suspended = SuspendReason.NeedsMemory;
                return 0;
            }
        }

        return taken.Cell;
    }

    /// <summary>A cell whose contents mean nothing yet, a poisoned count neither.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly ObjectHeader* Fresh(uint cell) => (ObjectHeader*)(_base + ((ulong)cell << PoolGeometry.GranuleShift));
}
