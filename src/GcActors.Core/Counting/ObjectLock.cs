using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>Where the locks of objects lie. Each object has two: one for its slots, one for its count. The root slots are one container (null).</summary>
internal unsafe interface IObjectLocks<TSelf>
    where TSelf : struct, IObjectLocks<TSelf>
{
    static abstract TSelf Create(in CountSpace space, int mutator);

    /// <summary>Waits until this mutator alone may touch the slots of a container.</summary>
    /// <returns>What <see cref="ExitSlots"/> wants to know.</returns>
    int EnterSlots<TMemory>(ObjectHeader* container, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess;

    void ExitSlots<TMemory>(ObjectHeader* container, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess;

    /// <summary>Waits until this mutator alone may touch the count of an object. Nothing is entered inside.</summary>
    int EnterCount<TMemory>(ObjectHeader* o, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess;

    void ExitCount<TMemory>(ObjectHeader* o, int entered, ref LockWaits waits)
        where TMemory : struct, IMemoryAccess;

    /// <summary>The order in which the slots of two containers are entered: lower first; equal: one lock for both.</summary>
    long RankOf(ObjectHeader* container);
}

/// <summary>
/// A lock for each object (counting-strategies.md 4.4, C-excl).
/// <code>
/// copy:  lock count of o; count + 1; unlock
/// drop:  lock count of o; count − 1; note whether it became 0; unlock; then kill
/// load:  lock slots of the container; p = slot; lock count of p; count + 1; unlock; unlock
/// store: lock slots of the container; old = slot; slot = new; unlock; then old is dropped
/// swap:  lock slots of both containers, the lower granule (stripe) first, an equal stripe once
/// </code>
/// A load holds the container while it counts the target, and whoever takes the target out must have held the container: a target is never dead in there.
/// Nobody waits for the count of a dead object: who waits holds a reference, or the container that the reference lies in. So the unlock comes before
/// the kill, and nothing touches the lock of a freed cell.
/// </summary>
/// <remarks>
/// Departure: the reference has one lock an object and calls that of a target a leaf. It is none: a target is a container to others, and two loads
/// that cross, o1's slot to o2 against o2's slot to o1, wait for each other for ever (mutant <c>one-lock</c>; stripes need not even
/// cross, equal hashes will do). With a lock for slots and one for the count, the second is a leaf.
/// </remarks>
/// <typeparam name="TLocks">Where the locks lie.</typeparam>
internal unsafe struct ObjectLock<TLocks> : IRefCounter<ObjectLock<TLocks>>, ISwapsSlots
    where TLocks : struct, IObjectLocks<TLocks>
{
    private readonly TLocks _locks;
    private LockWaits _waits;
    private long _elided;

    private ObjectLock(TLocks locks) => _locks = locks;

    public static CounterTraits Traits =>
        new(Sharing.RacingSlots, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false) { LoadsTestImmortality = true, UsesWords = true, HasLocks = true };

    public static bool HasSpareWord => true;

    public static ObjectLock<TLocks> Create(in CountSpace space, int mutator) => new(TLocks.Create(space, mutator));

    public readonly long ElidedIncrements => _elided;

    public readonly long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterCount<TMemory>(o, ref _waits);
        PlainCount.Increment<TMemory>(InLock.First<TMemory>(o));
        _locks.ExitCount<TMemory>(o, entered, ref _waits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterCount<TMemory>(o, ref _waits);
        CountChange change = PlainCount.Decrement<TMemory>(InLock.First<TMemory>(o));
        _locks.ExitCount<TMemory>(o, entered, ref _waits);
        return change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterSlots<TMemory>(container, ref _waits);
        uint value = TMemory.Read(ref InLock.First<TMemory>(ref slot));
        if (value != 0)
        {
            CountLoaded<TMemory>(PlainCount.At(heapBase, value));
        }

        _locks.ExitSlots<TMemory>(container, entered, ref _waits);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterSlots<TMemory>(container, ref _waits);
        uint old = PlainCount.Store<TMemory>(ref InLock.First<TMemory>(ref slot), value);
        _locks.ExitSlots<TMemory>(container, entered, ref _waits);
        return old;
    }

    public void Swap<TMemory>(ObjectHeader* container, ref uint slot, ObjectHeader* other, ref uint otherSlot)
        where TMemory : struct, IMemoryAccess
    {
        bool inOrder = _locks.RankOf(container) <= _locks.RankOf(other);
        ObjectHeader* first = inOrder ? container : other;
        ObjectHeader* second = inOrder ? other : container;
        bool areOne = _locks.RankOf(first) == _locks.RankOf(second);
        int entered = _locks.EnterSlots<TMemory>(first, ref _waits);
        int enteredSecond = areOne ? 0 : _locks.EnterSlots<TMemory>(second, ref _waits);
        TMemory.Write(ref slot, PlainCount.Store<TMemory>(ref otherSlot, TMemory.Read(ref InLock.First<TMemory>(ref slot))));
        if (!areOne)
        {
            _locks.ExitSlots<TMemory>(second, enteredSecond, ref _waits);
        }

        _locks.ExitSlots<TMemory>(first, entered, ref _waits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public readonly uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public readonly void AddTo(IDictionary<string, double> report) => _waits.AddTo(report);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void CountLoaded<TMemory>(ObjectHeader* target)
        where TMemory : struct, IMemoryAccess
    {
        int entered = _locks.EnterCount<TMemory>(target, ref _waits);
        if (!PlainCount.TryIncrementMortal<TMemory>(InLock.First<TMemory>(target)))
        {
            _elided++;
        }

        _locks.ExitCount<TMemory>(target, entered, ref _waits);
    }
}
