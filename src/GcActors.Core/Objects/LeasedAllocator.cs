using System.Diagnostics;
using System.Runtime.CompilerServices;
using GcActors.Core.Memory;

namespace GcActors.Core.Objects;

/// <summary>
/// A mutator leases whole pools from the allocator actor and serves itself from them. A cell freed by somebody else goes home in a chain through the
/// owner's inbox, without a lock (owner and foreign lists as in mimalloc's pages [Leijen, Zorn, de Moura 2019]; chains instead of single cells are ours).
/// </summary>
/// <remarks>
/// Invariant: a cell's pool belongs to the mutator in whose youngest generation the object is, so only the owner edits either; a foreign death leaves the
/// object's identity in place until the owner, or the collector of a stopped world, takes it from the inbox.
/// </remarks>
internal unsafe struct LeasedAllocator : IHeapAllocator<LeasedAllocator>
{
    /// <summary>Virgin cells linked at a time: enough to make the slow path rare, few enough that memory is touched when it is needed.</summary>
    private const int CarvedAtOnce = 16;

    /// <summary>Empty pools kept before the rest goes back: enough to absorb a saw-tooth, small against an arena.</summary>
    private const int StashLimit = 8;

    private byte* _base;
    private uint* _entries;
    private LeasedState* _state;
    private LeasedClass* _classes;
    private YoungSpace* _young;
    private uint _poolMask;
    private nuint _poolAddressMask;

    /// <summary>What pools of this mutator have as owner; a copy, like the next one, of what would else be two loads away at every death.</summary>
    private int _owner;

    private bool _poison;
    private AllocatorBinding _binding;

    public static AllocatorTraits Traits => new(IsShared: false, LeasesPools: true);

    public static LeasedAllocator Create(AllocatorBinding binding, int mutator) => new()
    {
        _base = binding.Heap.Base,
        _entries = binding.Heap.Vectors.Entries,
        _state = binding.Leased(mutator),
        _classes = binding.Leased(mutator)->Classes,
        _young = &binding.Leased(mutator)->Young,
        _poolMask = ~((uint)binding.Heap.Space.Geometry.PoolGranules - 1),
        _poolAddressMask = ~((nuint)binding.Heap.Space.Geometry.PoolBytes - 1),
        _owner = mutator + 1,
        _poison = binding.Heap.Poison,
        _binding = binding,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryTake(uint classBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        PoolHeader* source = ClassOf(classBytes)->Source;
        uint cell = source->Free;
        YoungSpace* young = _young;
        if (cell == 0 || young->Cursor == young->End)
        {
            taken = default;
            return false;
        }

        var header = (ObjectHeader*)Pool(cell);
        source->Free = header->NextFree;
        header->Identity = ObjectHeader.IdentityOf(shape, tracked ? young->Append(_entries, cell) : 0);
        taken = new TakenCell(cell, header);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(uint cell, ObjectHeader* header)
    {
        if (_young->Cursor == _young->End)
        {
            _young->NextChunk(_binding.Heap.Vectors, _base);
        }

        header->BackIndex = _young->Append(_entries, cell);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool TryFree(uint cell, ObjectHeader* header, uint classBytes)
    {
        // The heap starts at a multiple of a pool's size.
        var pool = (PoolHeader*)((nuint)header & _poolAddressMask);
        if (pool != ClassOf(classBytes)->Reuse)
        {
            return false;
        }

        // Place 0 is never an object's: writing the tombstone without asking is cheaper than the branch.
        _entries[header->BackIndex] = 0;
        header->Identity = pool->Free;
        pool->Free = cell;
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool FreeElsewhere(uint cell, ObjectHeader* header, uint cellBytes) =>
        cellBytes > PoolGeometry.LargestSmallBytes ? FreeLarge(cell, header, cellBytes) : FreeSmall(cell, header);

    public static int OwnerOf(AllocatorBinding binding, uint cell)
    {
        Heap heap = binding.Heap;
        if (cell >= heap.Space.LargeOffset >> PoolGeometry.GranuleShift)
        {
            return 0;
        }

        uint pool = cell & ~((uint)heap.Space.Geometry.PoolGranules - 1);
        return ((PoolHeader*)heap.HeaderOf(pool))->Owner - 1;
    }

    public readonly void AtQuantum()
    {
    }

    public void AtBoundary()
    {
        for (int chain = 0; chain < LeasedState.OpenChains; chain++)
        {
            if (_state->ChainLength[chain] != 0)
            {
                Push(chain);
            }
        }

        TakeInbox();
    }

    /// <summary>Frees what others sent home. Also called by the collector of a stopped world for a mutator that stands.</summary>
    public void TakeInbox()
    {
        uint cell = Volatile.Read(ref _state->Inbox) == 0 ? 0 : Interlocked.Exchange(ref _state->Inbox, 0);
        while (cell != 0)
        {
            var header = (ObjectHeader*)Pool(cell);
            uint* link = HomeLink(cell);
            uint next = *link;
            *link = 0;
            this.Free(cell, header, (uint)Pool(cell & _poolMask)->CellGranules << PoolGeometry.GranuleShift);
            cell = next;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly PoolHeader* Pool(uint granule) => (PoolHeader*)(_base + ((ulong)granule << PoolGeometry.GranuleShift));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly LeasedClass* ClassOf(uint classBytes) => (LeasedClass*)((byte*)_classes + classBytes);

    /// <summary>A cell of another pool than the current one: of somebody else, or of a pool of this mutator that rests.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly bool FreeSmall(uint cell, ObjectHeader* header)
    {
        uint pool = cell & _poolMask;
        PoolHeader* owner = Pool(pool);
        if (owner->Owner != _owner)
        {
            SendHome(owner->Owner - 1, cell);
            return true;
        }

        _entries[header->BackIndex] = 0;
        if (_poison)
        {
            Poison(header, owner->CellGranules, _state->KeepsClasses);
            return false;
        }

        header->Identity = owner->Free;
        owner->Free = cell;
        Debug.Assert(owner->Used > 0, "more cells came back to a pool than left it");
        if (--owner->Used == 0 || owner->State == PoolState.Full)
        {
            Relist(pool, owner);
        }

        return false;
    }

    private readonly void TrackLarge(uint cell, ObjectHeader* header)
    {
        SharedState* shared = _binding.Shared;
        shared->Latch.Enter();
        if (shared->Young.Cursor == shared->Young.End)
        {
            shared->Young.NextChunk(_binding.Heap.Vectors, _base);
        }

        header->BackIndex = shared->Young.Append(_entries, cell);
        shared->Latch.Exit();
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool FreeLarge(uint cell, ObjectHeader* header, uint cellBytes)
    {
        SharedState* shared = _binding.Shared;
        shared->Latch.Enter();
        _entries[header->BackIndex] = 0;
        shared->Latch.Exit();
        if (_binding.Heap.Poison)
        {
            new Span<byte>(header, (int)cellBytes).Fill(ObjectHeader.PoisonByte);
        }
        else
        {
            header->Identity = 0;
            _binding.Heap.Large.Return(cell, cellBytes);
        }

        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Poison(ObjectHeader* header, int granules, bool keepsCount)
    {
        var cell = new Span<byte>(header, granules << PoolGeometry.GranuleShift);
        cell[(keepsCount ? sizeof(ulong) : 0)..].Fill(ObjectHeader.PoisonByte);
    }

    /// <summary>Large cells are nobody's, so anybody may free them: their youngest generation is a common one, edited under its latch.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public readonly bool TryTakeLarge(uint cellBytes, ushort shape, bool tracked, out TakenCell taken)
    {
        uint cell = _binding.Heap.Large.Take(cellBytes);
        taken = new TakenCell(cell, (ObjectHeader*)Pool(cell));
        if (cell == 0)
        {
            return false;
        }

        taken.Header->Identity = ObjectHeader.IdentityOf(shape, 0);
        if (tracked)
        {
            TrackLarge(cell, taken.Header);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Refill(uint cellBytes)
    {
        TakeInbox();
        if (_young->Cursor == _young->End)
        {
            _young->NextChunk(_binding.Heap.Vectors, _base);
        }

        uint granules = cellBytes >> PoolGeometry.GranuleShift;
        LeasedClass* own = ClassOf(cellBytes);
        while (own->Source->Free == 0 && !Carve(own->Source, granules))
        {
            if (own->Source != _state->NoPool)
            {
                Close(own, granules);
            }

            if (!TakeListed(own, granules) && !TakeStashed(own, granules))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Links virgin cells in rising addresses; false when there are none.</summary>
    private readonly bool Carve(PoolHeader* header, uint granules)
    {
        uint cells = Math.Min(CarvedAtOnce, (header->EndVirgin - header->NextVirgin) / granules);
        uint next = 0;
        for (uint i = cells; i > 0; i--)
        {
            uint cell = header->NextVirgin + ((i - 1) * granules);
            var virgin = (ObjectHeader*)Pool(cell);
            virgin->CountArea = 0;
            virgin->Identity = next;
            next = cell;
        }

        header->NextVirgin += cells * granules;
        header->Free = next;
        return cells != 0;
    }

    /// <summary>Every cell of the current pool is out.</summary>
    private readonly void Close(LeasedClass* own, uint granules)
    {
        own->Source->State = PoolState.Full;
        own->Source->Used = _binding.Heap.Space.Geometry.CellsPerPool((int)granules * PoolGeometry.GranuleBytes);
        own->Source = _state->NoPool;
        own->Reuse = null;
    }

    private readonly bool TakeListed(LeasedClass* own, uint granules)
    {
        uint pool = _state->Listed[granules];
        if (pool == 0)
        {
            return false;
        }

        Unlink(pool, granules);
        Open(own, Pool(pool));
        return true;
    }

    private readonly bool TakeStashed(LeasedClass* own, uint granules)
    {
        uint pool = _state->Stash;
        if (pool == 0)
        {
            return false;
        }

        PoolHeader* header = Pool(pool);
        _state->Stash = header->Next;
        _state->StashPools--;
        if (header->CellGranules != granules)
        {
            uint first = pool + PoolGeometry.HeaderBytes / PoolGeometry.GranuleBytes;
            header->CellGranules = (ushort)granules;
            header->Free = 0;
            header->NextVirgin = first;
            header->EndVirgin = first + (uint)_binding.Heap.Space.Geometry.CellsPerPool((int)granules * PoolGeometry.GranuleBytes) * granules;
        }

        Open(own, header);
        return true;
    }

    private readonly void Open(LeasedClass* own, PoolHeader* header)
    {
        header->State = PoolState.Current;
        own->Source = header;
        own->Reuse = _poison ? null : header;
    }

    /// <summary>A full pool has a cell again, or a listed one became empty.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void Relist(uint pool, PoolHeader* header)
    {
        uint granules = header->CellGranules;
        if (header->State == PoolState.Full)
        {
            header->State = PoolState.Listed;
            header->Prev = 0;
            header->Next = _state->Listed[granules];
            if (header->Next != 0)
            {
                Pool(header->Next)->Prev = pool;
            }

            _state->Listed[granules] = pool;
        }

        if (header->Used != 0)
        {
            return;
        }

        if (_state->KeepsClasses)
        {
            NoteEmptied(pool, header);
        }
        else
        {
            LetGo(pool);
        }
    }

    private readonly void NoteEmptied(uint pool, PoolHeader* header)
    {
        if (header->Goal != PoolHeader.JustEmptied)
        {
            header->Goal = PoolHeader.JustEmptied;
            header->NextEmptied = _state->Emptied;
            _state->Emptied = pool;
        }
    }

    /// <summary>An empty pool leaves its size class.</summary>
    public readonly void LetGo(uint pool)
    {
        PoolHeader* header = Pool(pool);
        Unlink(pool, header->CellGranules);
        Retire(pool, header);
    }

    private readonly void Retire(uint pool, PoolHeader* header)
    {
        header->State = PoolState.Empty;
        if (_state->StashPools < StashLimit)
        {
            header->Next = _state->Stash;
            _state->Stash = pool;
            _state->StashPools++;
            return;
        }

        header->Next = _state->Surplus;
        _state->Surplus = pool;
        _state->SurplusPools++;
    }

    private readonly void Unlink(uint pool, uint granules)
    {
        PoolHeader* header = Pool(pool);
        if (header->Prev == 0)
        {
            _state->Listed[granules] = header->Next;
        }
        else
        {
            Pool(header->Prev)->Next = header->Next;
        }

        if (header->Next != 0)
        {
            Pool(header->Next)->Prev = header->Prev;
        }

        header->Prev = header->Next = 0;
    }

    /// <summary>The link of a cell that goes home with count and identity in place: its first field, or, where it has room for none and is therefore in no
    /// generation, its back-index.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private readonly uint* HomeLink(uint cell)
    {
        var header = (ObjectHeader*)Pool(cell);
        return Pool(cell & _poolMask)->CellGranules > 1 ? (uint*)(header + 1) : &header->BackIndex;
    }

    /// <summary>Adds a foreign cell to the open chain of its owner.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly void SendHome(int owner, uint cell)
    {
        int chain = owner % LeasedState.OpenChains;
        if (_state->ChainLength[chain] != 0 && _state->ChainOwner[chain] != owner)
        {
            Push(chain);
        }

        if (_state->ChainLength[chain] == 0)
        {
            _state->ChainOwner[chain] = owner;
            _state->ChainTail[chain] = cell;
            *HomeLink(cell) = 0;
        }
        else
        {
            *HomeLink(cell) = _state->ChainHead[chain];
        }

        _state->ChainHead[chain] = cell;
        if (++_state->ChainLength[chain] == LeasedState.ChainCells)
        {
            Push(chain);
        }
    }

    private readonly void Push(int chain)
    {
        LeasedState* owner = _binding.Leased(_state->ChainOwner[chain]);
        uint* tail = HomeLink(_state->ChainTail[chain]);
        uint seen;
        do
        {
            seen = Volatile.Read(ref owner->Inbox);
            *tail = seen;
        }
        while (Interlocked.CompareExchange(ref owner->Inbox, _state->ChainHead[chain], seen) != seen);
        _state->ChainLength[chain] = 0;
    }
}
