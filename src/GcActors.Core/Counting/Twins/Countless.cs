using GcActors.Core.Objects;

namespace GcActors.Core.Counting.Twins;

/// <summary>Counts nothing, not even a new object's first reference. Only a <see cref="Twin{TInner,TPlace,TJudge}"/> can use it, which has its deaths from a tape.</summary>
internal readonly unsafe struct Countless : IRefCounter<Countless>
{
    public static CounterTraits Traits => new(Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: false, UsesLogs: false);

    public static bool HasSpareWord => true;

    public static Countless Create(in CountSpace space, int mutator) => default;

    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    public void Alloc(ObjectHeader* o)
    {
    }

    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
    }

    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Alive;

    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref slot);

    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);

    public CountChange DropField<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Alive;

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

    public static int ReadCount(ObjectHeader* o) => 0;

    public static bool IsImmortal(ObjectHeader* o) => false;

    public static void Pin(ObjectHeader* o, bool immortal)
    {
    }

    public static void Unpin(ObjectHeader* o)
    {
    }

    public static CountChange DropStopped(ObjectHeader* o) => CountChange.Alive;

    public static void Rebuild(ObjectHeader* o, int references)
    {
    }
}
