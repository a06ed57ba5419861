using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>
/// Plain counting by several mutators on shared, mortal objects: wrong, and memory-safe because nothing is ever freed (counting-strategies.md 4.1, census).
/// The end of the trial compares every count with the references that exist: lost updates by sign, and how many objects would have been freed too early.
/// </summary>
/// <remarks>Spare counts the times an object's count fell to 0 or below: each would have been a free.</remarks>
public readonly unsafe struct RacyCensus : IRefCounter<RacyCensus>
{
    public static CounterTraits Traits => new(Sharing.RacingSlots, NeedsGil: false, Frees: false, CountsAreExact: false, UsesLogs: false);

    public static bool HasSpareWord => true;

    public static RacyCensus Create(in CountSpace space, int mutator) => default;

    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => PlainCount.Increment<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref o->Count) - 1;
        TMemory.Write(ref o->Count, count);
        if (count <= 0)
        {
            TMemory.Write(ref o->Spare, TMemory.Read(ref o->Spare) + 1);
        }

        return CountChange.Alive;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => PlainCount.Load<TMemory>(heapBase, ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => TMemory.Exchange(ref slot, value);

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

    public static CountChange DropStopped(ObjectHeader* o) => CountChange.Alive;
}
