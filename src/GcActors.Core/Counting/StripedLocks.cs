using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>Locks of objects in two padded tables, by a hash of the granule (Fibonacci hashing, Knuth 6.4): one for slots, one for counts. Objects share
/// locks; the header is free.</summary>
internal readonly unsafe struct StripedLocks : IObjectLocks<StripedLocks>
{
    private readonly CountSpace _space;
    private readonly int _shift;

    private StripedLocks(in CountSpace space)
    {
        _space = space;
        _shift = 32 - int.Log2(space.SharedCount / 2);
    }

    public static StripedLocks Create(in CountSpace space, int mutator) => new(space);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterSlots<TMemory>(ObjectHeader* container, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        SlotsOf(container).Enter<TMemory>(ref waits);
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExitSlots<TMemory>(ObjectHeader* container, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => SlotsOf(container).Exit<TMemory>();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterCount<TMemory>(ObjectHeader* o, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        CountOf(o).Enter<TMemory>(ref waits);
        return 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExitCount<TMemory>(ObjectHeader* o, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => CountOf(o).Exit<TMemory>();

    public long RankOf(ObjectHeader* container) => StripeOf(container);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordLock SlotsOf(ObjectHeader* container) => new(_space.Shared(StripeOf(container)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private WordLock CountOf(ObjectHeader* o) => new(_space.Shared((_space.SharedCount / 2) + StripeOf(o)));

    /// <summary>The root slots have the granule of null.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int StripeOf(ObjectHeader* o)
    {
        uint granule = o == null ? 0 : (uint)((ulong)((byte*)o - _space.HeapBase) >> PoolGeometry.GranuleShift);
        return (int)((granule * 0x9E3779B9) >> _shift);
    }
}
