using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>
/// The mutators' half of a strategy with logs, where decisions and not refcount actors say what dies: everything that is noted is noted, and nobody reads it. A mutator
/// takes apart what dies, as under plain counts, by a plain decrement for each reference in it; a refcount actor would note none of these either.
/// </summary>
internal unsafe struct Appending<TInner> : IRefCounter<Appending<TInner>>
    where TInner : struct, IRefCounter<TInner>
{
    private TInner _inner;

    /// <summary>What a tape kills is dead at once.</summary>
    public static CounterTraits Traits => TInner.Traits with { CountsAreExact = false, IsPrompt = true };

    public static bool HasSpareWord => TInner.HasSpareWord;

    public static Appending<TInner> Create(in CountSpace space, int mutator) => new() { _inner = TInner.Create(space, mutator) };

    public readonly long ElidedIncrements => _inner.ElidedIncrements;

    public readonly long ElidedDecrements => _inner.ElidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => _inner.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => _inner.Copy<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => _inner.Drop<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => _inner.Load<TMemory>(heapBase, container, ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => _inner.Store<TMemory>(container, ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => PlainCount.Decrement<TMemory>(o);

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.Join<TMemory>();

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TryLeave<TMemory>();

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => _inner.TakeQueuedDead<TMemory>();

    public void AddTo(IDictionary<string, double> report) => _inner.AddTo(report);

    public static void Pin(ObjectHeader* o, bool immortal) => TInner.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => TInner.Unpin(o);
}
