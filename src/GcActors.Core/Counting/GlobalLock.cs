using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// One lock around every operation on a count or a slot (counting-strategies.md 4.3, C-excl): the ceiling of every comparison.
/// <code>
/// copy, drop:  lock; count ± 1; unlock; dead if it became 0
/// load:        lock; p = slot; count of p + 1; unlock       store: lock; old = slot; slot = new; unlock; then old is dropped
/// </code>
/// A slot and the count of its target change in one critical section, so a load cannot come between the store that takes its target out and the drop
/// that kills it: slots may race, and dead cells are used again at once.
/// </summary>
/// <remarks>Departure: the reference has a setting for what one critical section holds, a counted operation or a slot operation. Here it is the member of
/// <see cref="IRefCounter{TSelf}"/>; a store of the mutator is three of them, as everywhere, since a death inside the lock would hold it for as long as a
/// structure is large.</remarks>
/// <typeparam name="TLock">What kind of lock.</typeparam>
public unsafe struct GlobalLock<TLock> : IRefCounter<GlobalLock<TLock>>, ISwapsSlots
    where TLock : struct, ICountLock<TLock>
{
    private readonly TLock _lock;
    private LockWaits _waits;
    private long _elided;

    private GlobalLock(TLock @lock) => _lock = @lock;

    public static CounterTraits Traits =>
        new(Sharing.RacingSlots, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false) { LoadsTestImmortality = true, UsesWords = true, HasLocks = true };

    public static bool HasSpareWord => true;

    public static GlobalLock<TLock> Create(in CountSpace space, int mutator) => new(TLock.Create(space));

    public readonly long ElidedIncrements => _elided;

    public readonly long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _lock.Enter<TMemory>(ref _waits);
        PlainCount.Increment<TMemory>(InLock.First<TMemory>(o));
        _lock.Exit<TMemory>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        _lock.Enter<TMemory>(ref _waits);
        CountChange change = PlainCount.Decrement<TMemory>(InLock.First<TMemory>(o));
        _lock.Exit<TMemory>();
        return change;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        _lock.Enter<TMemory>(ref _waits);
        uint value = TMemory.Read(ref InLock.First<TMemory>(ref slot));
        if (value != 0 && !PlainCount.TryIncrementMortal<TMemory>(PlainCount.At(heapBase, value)))
        {
            _elided++;
        }

        _lock.Exit<TMemory>();
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess
    {
        _lock.Enter<TMemory>(ref _waits);
        uint old = PlainCount.Store<TMemory>(ref InLock.First<TMemory>(ref slot), value);
        _lock.Exit<TMemory>();
        return old;
    }

    public void Swap<TMemory>(ObjectHeader* container, ref uint slot, ObjectHeader* other, ref uint otherSlot)
        where TMemory : struct, IMemoryAccess
    {
        _lock.Enter<TMemory>(ref _waits);
        TMemory.Write(ref slot, PlainCount.Store<TMemory>(ref otherSlot, TMemory.Read(ref InLock.First<TMemory>(ref slot))));
        _lock.Exit<TMemory>();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public readonly void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _lock.Join();

    public readonly bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public readonly uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public readonly void AddTo(IDictionary<string, double> report) => _waits.AddTo(report);
}
