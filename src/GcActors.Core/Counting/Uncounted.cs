using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>Slots are written while others read them; nothing dies but in a stopped world, so whatever was read is there.</summary>
public readonly struct StoppedSlots : ISlotMode
{
    public static SlotCure Cure => SlotCure.Stop;
}

/// <summary>
/// No counts at all: objects die in traces only (counting-strategies.md 4.16). The lower bound of what counting costs.
/// <code>
/// copy, drop: nothing      load: p = slot      store: old = slot; slot = new (an exchange, where several write)
/// </code>
/// A load counts nothing and needs nothing: no object dies while a mutator runs.
/// </summary>
/// <remarks>The exchange is for the book-keeping of canonical operations: each value must be taken out once, or decrements would be counted twice.</remarks>
public readonly unsafe struct Uncounted<TSlots> : IRefCounter<Uncounted<TSlots>>
    where TSlots : struct, ISlotMode
{
    public static CounterTraits Traits => new(
        SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: false, UsesLogs: false)
    {
        Cure = TSlots.Cure,
        IsTraced = true,
        IsPrompt = false,
        FreesAllAcyclic = false,
    };

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static bool HasSpareWord => true;

    public static Uncounted<TSlots> Create(in CountSpace space, int mutator) => default;

    /// <summary>All of them are: whoever counts the operations knows how many there were.</summary>
    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => o->CountArea = 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => CountChange.Alive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess => TMemory.Read(ref slot);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => SlotsRace ? TMemory.Exchange(ref slot, value) : PlainCount.Store<TMemory>(ref slot, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
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

    /// <summary>Immortal objects keep their mark: they are roots of a trace.</summary>
    public static void Pin(ObjectHeader* o, bool immortal) => o->Count = immortal ? CountArea.ImmortalCount : 0;

    public static void Unpin(ObjectHeader* o) => o->Count = 0;

    public static CountChange DropStopped(ObjectHeader* o) => CountChange.Alive;

    public static void Rebuild(ObjectHeader* o, int references)
    {
    }
}
