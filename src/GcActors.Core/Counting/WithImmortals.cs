using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// A strategy plus immortal objects (PEP 683; counting-strategies.md 4.14): the count is tested before it is written, so that the line of an object that
/// everybody uses stays clean and shared.
/// </summary>
/// <typeparam name="TInner">The strategy for mortal objects.</typeparam>
public unsafe struct WithImmortals<TInner> : IRefCounter<WithImmortals<TInner>>
    where TInner : struct, IRefCounter<TInner>
{
    private TInner _inner;
    private long _elidedIncrements;
    private long _elidedDecrements;

    public static CounterTraits Traits => TInner.Traits;

    public static bool HasSpareWord => TInner.HasSpareWord;

    public static WithImmortals<TInner> Create(in CountSpace space, int mutator) => new() { _inner = TInner.Create(space, mutator) };

    public readonly long ElidedIncrements => _elidedIncrements + _inner.ElidedIncrements;

    public readonly long ElidedDecrements => _elidedDecrements + _inner.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => _inner.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (CountArea.IsImmortal(TMemory.Read(ref o->Count)))
        {
            _elidedIncrements++;
            return;
        }

        _inner.Copy<TMemory>(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (CountArea.IsImmortal(TMemory.Read(ref o->Count)))
        {
            _elidedDecrements++;
            return CountChange.Alive;
        }

        return _inner.Drop<TMemory>(o);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        if (TInner.Traits.LoadsTestImmortality)
        {
            return _inner.Load<TMemory>(heapBase, container, ref slot);
        }

        // Immortality never ends, so a target found immortal needs no count whatever happens to the slot; only where cells are used again at once, it may be
        // another object that is.
        uint value = TMemory.Read(ref slot);
        if (value != 0 && CountArea.IsImmortal(TMemory.Read(ref PlainCount.At(heapBase, value)->Count))
            && (TInner.Traits.Cure != SlotCure.TypeStable || TMemory.Read(ref slot) == value))
        {
            _elidedIncrements++;
            return value;
        }

        return _inner.Load<TMemory>(heapBase, container, ref slot);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => _inner.Store<TMemory>(container, ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        if (CountArea.IsImmortal(TMemory.Read(ref o->Count)))
        {
            _elidedDecrements++;
            return CountChange.Alive;
        }

        return _inner.DropField<TMemory>(o);
    }

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.Join<TMemory>();

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TakeQueuedDead<TMemory>();

    public void AddTo(IDictionary<string, double> report) => _inner.AddTo(report);

    public static int ReadCount(ObjectHeader* o) => TInner.ReadCount(o);

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) => TInner.FaultOf(space, o);

    public static bool IsStuck(ObjectHeader* o) => TInner.IsStuck(o);

    public static void CountHeld(ObjectHeader* o, int references) => TInner.CountHeld(o, references);

    public static bool AwaitsCollection(ObjectHeader* o) => TInner.AwaitsCollection(o);

    public static bool IsPrivate(ObjectHeader* o) => TInner.IsPrivate(o);

    public static bool IsImmortal(ObjectHeader* o) => TInner.IsImmortal(o);

    public static void Pin(ObjectHeader* o, bool immortal) => TInner.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => TInner.Unpin(o);

    public static CountChange DropStopped(ObjectHeader* o) => TInner.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => TInner.Rebuild(o, references);
}
