using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// CPython's small-object allocator [Objects/obmalloc.c, 3.9 to 3.13]: one set of pools for everybody. Freed cells come back last-in first-out, virgin
/// cells in rising addresses and only when no freed one is left; a pool that was full goes to the end of its class's list.
/// </summary>
internal unsafe struct SharedAllocator<TLatch> : IHeapAllocator<SharedAllocator<TLatch>>
    where TLatch : struct, ILatch
{
    private byte* _base;
    private uint* _entries;
    private SharedState* _state;
    private Heap _heap;

    public static AllocatorTraits Traits => new(IsShared: true, LeasesPools: false);

    public static SharedAllocator<TLatch> Create(AllocatorBinding binding, int mutator) => new()
    {
        _base = binding.Heap.Base,
        _entries = binding.Heap.Vectors.Entries,
        _state = binding.Shared,
        _heap = binding.Heap,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        uint granules = classBytes >> PoolGeometry.GranuleShift;
        TLatch.Enter(ref _state->Latch);
        uint pool = _state->Head[granules];
        uint cell = pool != 0 ? TakeFrom(pool, granules) : 0;
        taken = Identified(cell, shape, tracked);
        TLatch.Exit(ref _state->Latch);
        return cell != 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly bool Refill(uint cellBytes)
    {
        TLatch.Enter(ref _state->Latch);
        uint granules = cellBytes >> PoolGeometry.GranuleShift;
        bool refilled = _state->Head[granules] != 0 || TakeNewPool(granules);
        TLatch.Exit(ref _state->Latch);
        return refilled;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        uint cell = _heap.Large.Take(cellBytes);
        TLatch.Enter(ref _state->Latch);
        taken = Identified(cell, shape, tracked);
        TLatch.Exit(ref _state->Latch);
        return cell != 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(uint cell, ObjectHeader* header)
    {
        TLatch.Enter(ref _state->Latch);
        header->BackIndex = Track(cell);
        TLatch.Exit(ref _state->Latch);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFree(uint cell, ObjectHeader* header, uint classBytes)
    {
        if (classBytes == Shape.Uncommon)
        {
            return false;
        }

        TakeBack(cell, header, classBytes);
        return true;
    }

    public readonly bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes)
    {
        TakeBack(cell, header, cellBytes);
        return false;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void TakeBack(uint cell, ObjectHeader* header, uint cellBytes)
    {
        TLatch.Enter(ref _state->Latch);
        uint place = header->BackIndex;
        if (place != 0)
        {
            _entries[place] = 0;
        }

        if (_heap.Poison)
        {
            new Span<byte>(header, (int)cellBytes).Fill(ObjectHeader.PoisonByte);
        }
        else
        {
            Give(cell, header, cellBytes);
        }

        TLatch.Exit(ref _state->Latch);
    }

    public static int OwnerOf(AllocatorBinding binding, uint cell) => 0;

    public readonly void AtQuantum()
    {
    }

    public readonly void AtBoundary()
    {
    }

    /// <summary>Writes the identity of a new object while the latch is held: as soon as it is in the list, another mutator may move it there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly TakenCell Identified(uint cell, ushort shape, bool tracked)
    {
        var header = (ObjectHeader*)Pool(cell);
        if (cell != 0)
        {
            header->Identity = ObjectHeader.IdentityOf(shape, tracked ? Track(cell) : 0);
        }

        return new TakenCell(cell, header);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint Track(uint cell)
    {
        if (_state->Young.Cursor == _state->Young.End)
        {
            NextChunk();
        }

        return _state->Young.Append(_entries, cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly PoolHeader* Pool(uint granule) => (PoolHeader*)(_base + ((ulong)granule << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint TakeFrom(uint pool, uint granules)
    {
        PoolHeader* header = Pool(pool);
        header->Used++;
        uint cell = header->Free;
        uint next = ((ObjectHeader*)Pool(cell))->NextFree;
        header->Free = next;
        if (next == 0)
        {
            RefillOrClose(header, granules);
        }

        return cell;
    }

    /// <summary>The free chain ran out: link one virgin cell, or the pool is full and leaves its list.</summary>
    private readonly void RefillOrClose(PoolHeader* header, uint granules)
    {
        if (header->NextVirgin < header->EndVirgin)
        {
            header->Free = header->NextVirgin;
            // A linked virgin cell counts as handed out for walks: it must look free.
            ((ObjectHeader*)Pool(header->Free))->Identity = 0;
            header->NextVirgin += granules;
            return;
        }

        Unlink(header, granules);
        header->State = PoolState.Full;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void NextChunk() => _state->Young.NextChunk(_heap.Vectors, _base);

    private readonly bool TakeNewPool(uint granules)
    {
        uint pool = _heap.Arenas.TakePool();
        if (pool == 0)
        {
            return false;
        }

        PoolHeader* header = Pool(pool);
        if (header->CellGranules != granules)
        {
            Format(pool, header, granules);
        }

        header->State = PoolState.Listed;
        Append(pool, header, granules);
        return true;
    }

    private readonly void Format(uint pool, PoolHeader* header, uint granules)
    {
        PoolGeometry geometry = _heap.Space.Geometry;
        uint first = pool + PoolGeometry.HeaderBytes / PoolGeometry.GranuleBytes;
        header->CellGranules = (ushort)granules;
        header->EndVirgin = first + (uint)geometry.CellsPerPool((int)granules * PoolGeometry.GranuleBytes) * granules;
        header->Free = first;
        header->NextVirgin = first + granules;
        ((ObjectHeader*)Pool(first))->Identity = 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly void Give(uint cell, ObjectHeader* header, uint cellBytes)
    {
        if (cellBytes > PoolGeometry.LargestSmallBytes)
        {
            header->Identity = 0;
            _heap.Large.Return(cell, cellBytes);
            return;
        }

        uint pool = cell & ~((uint)_heap.Space.Geometry.PoolGranules - 1);
        PoolHeader* owner = Pool(pool);
        uint before = owner->Free;
        header->Identity = before;
        owner->Free = cell;
        Debug.Assert(owner->Used > 0, "more cells came back to a pool than left it");
        if (--owner->Used == 0 || before == 0)
        {
            Relist(pool, owner, before);
        }
    }

    /// <summary>A full pool has a cell again: to the end of its list. An empty one goes back to its arena.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Relist(uint pool, PoolHeader* header, uint freeBefore)
    {
        if (freeBefore == 0)
        {
            header->State = PoolState.Listed;
            Append(pool, header, header->CellGranules);
        }

        if (header->Used == 0)
        {
            Unlink(header, header->CellGranules);
            _heap.Arenas.ReturnPool(pool);
        }
    }

    private readonly void Append(uint pool, PoolHeader* header, uint granules)
    {
        uint tail = _state->Tail[granules];
        header->Prev = tail;
        header->Next = 0;
        if (tail == 0)
        {
            _state->Head[granules] = pool;
        }
        else
        {
            Pool(tail)->Next = pool;
        }

        _state->Tail[granules] = pool;
    }

    private readonly void Unlink(PoolHeader* header, uint granules)
    {
        Debug.Assert(header->State == PoolState.Listed, "a pool that is on no list was unlinked");
        if (header->Prev == 0)
        {
            _state->Head[granules] = header->Next;
        }
        else
        {
            Pool(header->Prev)->Next = header->Next;
        }

        if (header->Next == 0)
        {
            _state->Tail[granules] = header->Prev;
        }
        else
        {
            Pool(header->Next)->Prev = header->Prev;
        }
    }
}
