using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace GcActors.Core.Memory;

/// <summary>
/// Arenas and their empty pools, by CPython's rules [Objects/obmalloc.c]: pools come from the arena with the fewest free pools, so that the emptier ones get
/// a chance to drain; an arena whose pools are all free goes back to the system, unless it is the last one in the list.
/// </summary>
/// <remarks>Not synchronised: whoever hands out pools (the allocator actor, or the shared allocator under its lock) is its only user.</remarks>
internal sealed unsafe class ArenaTable : IDisposable
{
    private readonly AddressSpace _space;
    private readonly LazyTable<Arena> _arenas;
    private readonly int[] _lastWithFreePools;
    private readonly int _poolsPerArena;
    private int _usable;
    private int _lastUsable;
    private int _freeRecords;
    private int _count = 1;

    public ArenaTable(AddressSpace space)
    {
        _space = space;
        _poolsPerArena = space.Geometry.PoolsPerArena;
        _arenas = new LazyTable<Arena>(space.LargeOffset / space.Geometry.ArenaBytes);
        _lastWithFreePools = new int[_poolsPerArena + 1];
    }

    /// <summary>Arenas mapped now.</summary>
    public int Mapped { get; private set; }

    public int PeakMapped { get; private set; }

    /// <summary>Pools handed out since the start: a stop during which it grows was not a stop.</summary>
    public int PoolsTaken { get; private set; }

    /// <summary>Pools that are handed out now.</summary>
    public int PoolsOut { get; private set; }

    /// <summary>Arena records ever used; indexes 1..Records−1 may be mapped.</summary>
    public int Records => _count;

    public bool IsMapped(int arena) => _arenas.Entries[arena].Mapped;

    /// <summary>Pools of the arena that have been carved so far.</summary>
    public int CarvedPools(int arena) => _arenas.Entries[arena].Carved;

    /// <summary>Granule of the arena's pool number <paramref name="pool"/>.</summary>
    public uint PoolAt(int arena, int pool) => (uint)(((long)arena * _space.Geometry.ArenaBytes + (long)pool * _space.Geometry.PoolBytes) >> PoolGeometry.GranuleShift);

    /// <summary>Bytes of mapped arenas that are in memory; null where the system does not say.</summary>
    public long? ResidentBytes()
    {
        long bytes = 0;
        for (int arena = 1; arena < _count; arena++)
        {
            if (!IsMapped(arena))
            {
                continue;
            }

            if (VirtualMemory.ResidentBytes(_space.Base + (long)arena * _space.Geometry.ArenaBytes, _space.Geometry.ArenaBytes) is not { } resident)
            {
                return null;
            }

            bytes += resident;
        }

        return bytes;
    }

    /// <summary>Takes an empty pool; 0 when the heap limit is reached. The pool's header keeps what it last served.</summary>
    public uint TakePool()
    {
        if (_usable == 0 && !MapArena())
        {
            return 0;
        }

        int index = _usable;
        ref Arena arena = ref _arenas.Entries[index];
        uint pool = arena.FreePools;
        if (pool != 0)
        {
            arena.FreePools = Header(pool)->Next;
        }
        else
        {
            pool = PoolAt(index, arena.Carved++);
            Header(pool)->Arena = index;
        }

        TakeOne(index, ref arena);
        PoolsTaken++;
        PoolsOut++;
        return pool;
    }

    /// <summary>Gives an empty pool back; may unmap its arena.</summary>
    public void ReturnPool(uint pool)
    {
        PoolHeader* header = Header(pool);
        Debug.Assert(header->Used == 0, "a pool with cells in use was returned");
        int index = header->Arena;
        ref Arena arena = ref _arenas.Entries[index];
        header->Next = arena.FreePools;
        header->Owner = 0;
        header->State = PoolState.Empty;
        arena.FreePools = pool;
        GiveOne(index, ref arena);
        PoolsOut--;
    }

    public void Dispose() => _arenas.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PoolHeader* Header(uint pool) => (PoolHeader*)(_space.Base + ((ulong)pool << PoolGeometry.GranuleShift));

    private bool MapArena()
    {
        int index = _freeRecords != 0 ? _freeRecords : _count;
        if (index >= _arenas.Length || !_space.TryMap((long)index * _space.Geometry.ArenaBytes, _space.Geometry.ArenaBytes))
        {
            return false;
        }

        ref Arena arena = ref _arenas.Entries[index];
        if (index == _freeRecords)
        {
            _freeRecords = arena.Next;
        }
        else
        {
            _count++;
        }

        arena = new Arena { Mapped = true, FreePoolCount = _poolsPerArena };
        _usable = _lastUsable = index;
        _lastWithFreePools[_poolsPerArena] = index;
        Mapped++;
        PeakMapped = Math.Max(PeakMapped, Mapped);
        return true;
    }

    private void TakeOne(int index, ref Arena arena)
    {
        int free = arena.FreePoolCount--;
        if (_lastWithFreePools[free] == index)
        {
            // The list is sorted by rising number and this is its head, so nobody else can have this number before it.
            _lastWithFreePools[free] = 0;
        }

        if (free == 1)
        {
            Unlink(index, ref arena);
        }
        else if (_lastWithFreePools[free - 1] == 0)
        {
            _lastWithFreePools[free - 1] = index;
        }
    }

    private void GiveOne(int index, ref Arena arena)
    {
        int before = arena.FreePoolCount++;
        int free = before + 1;
        int lastWithSame = _lastWithFreePools[before];
        if (lastWithSame == index)
        {
            int previous = arena.Previous;
            _lastWithFreePools[before] = previous != 0 && _arenas.Entries[previous].FreePoolCount == before ? previous : 0;
        }

        if (free == _poolsPerArena && index != _lastUsable)
        {
            Unlink(index, ref arena);
            UnmapArena(index, ref arena);
            return;
        }

        if (_lastWithFreePools[free] == 0)
        {
            _lastWithFreePools[free] = index;
        }

        if (free == 1)
        {
            LinkAfter(0, index, ref arena);
        }
        else if (arena.Next != 0 && _arenas.Entries[arena.Next].FreePoolCount < free)
        {
            Debug.Assert(lastWithSame != 0 && lastWithSame != index, "an arena out of order is not the last with its former number");
            Unlink(index, ref arena);
            LinkAfter(lastWithSame, index, ref arena);
        }
    }

    private void UnmapArena(int index, ref Arena arena)
    {
        _space.Unmap((long)index * _space.Geometry.ArenaBytes, _space.Geometry.ArenaBytes);
        arena = new Arena { Next = _freeRecords };
        _freeRecords = index;
        Mapped--;
    }

    private void Unlink(int index, ref Arena arena)
    {
        if (arena.Previous == 0)
        {
            _usable = arena.Next;
        }
        else
        {
            _arenas.Entries[arena.Previous].Next = arena.Next;
        }

        if (arena.Next == 0)
        {
            _lastUsable = arena.Previous;
        }
        else
        {
            _arenas.Entries[arena.Next].Previous = arena.Previous;
        }

        arena.Next = arena.Previous = 0;
        Debug.Assert(index != _usable, "an unlinked arena is still the head");
    }

    private void LinkAfter(int previous, int index, ref Arena arena)
    {
        arena.Previous = previous;
        arena.Next = previous == 0 ? _usable : _arenas.Entries[previous].Next;
        if (previous == 0)
        {
            _usable = index;
        }
        else
        {
            _arenas.Entries[previous].Next = index;
        }

        if (arena.Next == 0)
        {
            _lastUsable = index;
        }
        else
        {
            _arenas.Entries[arena.Next].Previous = index;
        }
    }

    private struct Arena
    {
        public uint FreePools;
        public int FreePoolCount;
        public int Carved;
        public int Next;
        public int Previous;
        public bool Mapped;
    }
}
