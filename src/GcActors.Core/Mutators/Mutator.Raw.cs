using System.Runtime.CompilerServices;
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
        uint cell = _allocator.TryTake(cellBytes);
        return cell != 0 ? cell : TakeCellSlowly(cellBytes);
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
        Initialise(cell, shape, _shapes + shape, 0);
        Allocs++;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void EndObject() => Frees++;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void InitialiseStorage(uint cell, ushort shape)
    {
        var o = (ObjectHeader*)(_base + ((ulong)cell << PoolGeometry.GranuleShift));
        o->CountArea = 0;
        o->Identity = (ulong)shape << 32;
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

    /// <summary>The cell was not taken just now, so that room behind the cursor is not certain: the way of large objects, which looks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Track(uint cell) => _allocator.TrackLarge(cell, At(cell));

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
        uint cell = cellBytes > PoolGeometry.LargestSmallBytes
            ? _allocator.TakeLarge(cellBytes)
            : _allocator.Refill(cellBytes) ? _allocator.TryTake(cellBytes) : 0;
        if (cell == 0)
        {
            Suspended = SuspendReason.NeedsMemory;
        }

        return cell;
    }
}
