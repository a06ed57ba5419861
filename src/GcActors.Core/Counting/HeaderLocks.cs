using System.Runtime.CompilerServices;
using GcActors.Core.Memory;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Locks of objects in the last byte of their headers: bits 0 and 1 for the slots (locked, somebody waits), bits 6 and 7 for the count. They are changed by
/// compare-and-swap of the header's last word, whose other bytes belong to others. Who must wait parks in a hashed table
/// (<see cref="ParkingLot{TPatience}"/>). The root slots' lock is a shared word.
/// </summary>
/// <typeparam name="TPatience">When a lock is handed over.</typeparam>
internal readonly unsafe struct HeaderLocks<TPatience> : IObjectLocks<HeaderLocks<TPatience>>
    where TPatience : struct, IPatience
{
    private const int LastWord = 3;
    private const int SlotsLocked = 1 << 24;
    private const int CountLocked = 1 << 30;
    private readonly ParkingLot<TPatience> _lot;
    private readonly byte* _heapBase;
    private readonly int* _roots;

    private HeaderLocks(in CountSpace space, int mutator)
    {
        _lot = new ParkingLot<TPatience>(space, mutator);
        _heapBase = space.HeapBase;
        _roots = space.Shared(0);
    }

    public static HeaderLocks<TPatience> Create(in CountSpace space, int mutator) => new(space, mutator);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterSlots<TMemory>(ObjectHeader* container, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => Enter<TMemory>(container, SlotsLocked, ref waits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExitSlots<TMemory>(ObjectHeader* container, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => Exit<TMemory>(container, SlotsLocked, entered, ref waits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int EnterCount<TMemory>(ObjectHeader* o, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => Enter<TMemory>(o, CountLocked, ref waits);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void ExitCount<TMemory>(ObjectHeader* o, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess => Exit<TMemory>(o, CountLocked, entered, ref waits);

    public long RankOf(ObjectHeader* container) => container == null ? 0 : (byte*)container - _heapBase;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Enter<TMemory>(ObjectHeader* o, int locked, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        waits.Acquired++;
        ref int word = ref WordOf(o);
        int seen = TMemory.Read(ref word);
        if ((seen & locked) == 0 && TMemory.CompareExchange(ref word, seen | locked, seen) == seen)
        {
            return seen;
        }

        return _lot.Enter<TMemory>(ref word, locked, KeyOf(o, locked), ref waits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Exit<TMemory>(ObjectHeader* o, int locked, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess
    {
        // As a rule nothing has changed in the word since it was entered.
        ref int word = ref WordOf(o);
        int parked = locked << 1;
        if ((entered & parked) != 0 || TMemory.CompareExchange(ref word, entered, entered | locked) != (entered | locked))
        {
            _lot.Exit<TMemory>(ref word, locked, KeyOf(o, locked), ref waits);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref int WordOf(ObjectHeader* o) => ref o == null ? ref *_roots : ref ((int*)o)[LastWord];

    /// <summary>Different for the two locks of an object.</summary>
    private int KeyOf(ObjectHeader* o, int locked) => (int)(RankOf(o) >> (PoolGeometry.GranuleShift - 1)) | (locked == CountLocked ? 1 : 0);
}
