using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What makes plain counts right, or harmless; only facts, no code.</summary>
public interface IPlainMode
{
    static abstract CounterTraits Traits { get; }
}

/// <summary>Plain counting, <c>count++</c> and <c>count--</c>. As fast as counting gets, and wrong as soon as two mutators count on one object at a time:
/// the mode says what keeps them apart, or why it cannot hurt.</summary>
public readonly unsafe struct Plain<TMode> : IRefCounter<Plain<TMode>>
    where TMode : struct, IPlainMode
{
    public static CounterTraits Traits => TMode.Traits;

    public static bool HasSpareWord => true;

    public static Plain<TMode> Create(in CountSpace space, int mutator) => default;

    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => PlainCount.Increment<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => PlainCount.Decrement<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => PlainCount.Load<TMemory>(heapBase, ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => Drop<TMemory>(o);

    public void Join<TMemory>()
        where TMemory : struct, IMemoryAccess
    {
    }

    public bool TryLeave<TMemory>()
        where TMemory : struct, IMemoryAccess => true;

    public uint TakeQueuedDead<TMemory>()
        where TMemory : struct, IMemoryAccess => 0;

    public void AddTo(IDictionary<string, double> report)
    {
    }
}
