using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>How a strategy reads slots that several mutators reach; only facts, no code.</summary>
public interface ISlotMode
{
    static abstract SlotCure Cure { get; }
}

/// <summary>Slots that several mutators read are not written meanwhile.</summary>
public readonly struct QuietSlots : ISlotMode
{
    public static SlotCure Cure => SlotCure.None;
}

/// <summary>Slots are written while others read them; dead cells wait for a grace period (<see cref="GracePeriods"/>).</summary>
public readonly struct QuiescentSlots : ISlotMode
{
    public static SlotCure Cure => SlotCure.Quiescence;
}

/// <summary>
/// Atomic counts (counting-strategies.md 4.5). An increment from a held reference needs no order (O5). A decrement must come after all uses of the object
/// (O3), and whoever sees 0 must see everybody's uses (O4): the interlocked result, never a later load, says who that is — judged by a load, two
/// droppers could both see the other's count and nobody would free.
/// <code>
/// load under C-qs:  p = slot (acquire); count of p by compare-and-swap from c &gt; 0 to c + 1; it was 0: the slot has changed, read it again
/// store under C-qs: old = exchange(slot, new): each value that was in the slot is taken out once
/// </code>
/// </summary>
/// <remarks>An addition would revive a count of 0 (S03), so a load compares and swaps. It need not look at the slot again: the object was in it when it was
/// read, and alive when it was counted.</remarks>
public readonly unsafe struct Atomic<TSlots> : IRefCounter<Atomic<TSlots>>
    where TSlots : struct, ISlotMode
{
    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false) { Cure = TSlots.Cure };

    public static bool HasSpareWord => true;

    public static Atomic<TSlots> Create(in CountSpace space, int mutator) => default;

    public long ElidedIncrements => 0;

    public long ElidedDecrements => 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), 1);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TMemory.Add(ref PlainCount.WordOf(o), -1) == 0 ? CountChange.Dead : CountChange.Alive;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (SlotsRace)
        {
            while (value != 0 && !TryIncrement<TMemory>(ref PlainCount.WordOf(PlainCount.At(heapBase, value))))
            {
                value = TMemory.Read(ref slot);
            }
        }
        else if (value != 0)
        {
            TMemory.Add(ref PlainCount.WordOf(PlainCount.At(heapBase, value)), 1);
        }

        return value;
    }

    // Where slots do not race, the old value needs no exchange; the release publishes the object (O1).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => SlotsRace ? TMemory.Exchange(ref slot, value) : PlainCount.Store<TMemory>(ref slot, value);

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

    public static int ReadCount(ObjectHeader* o) => CountArea.References(o->Count);

    public static bool IsImmortal(ObjectHeader* o) => CountArea.IsImmortal(o->Count);

    public static void Pin(ObjectHeader* o, bool immortal) => PlainCount.Pin(o, immortal);

    public static void Unpin(ObjectHeader* o) => PlainCount.Unpin(o);

    public static CountChange DropStopped(ObjectHeader* o) => PlainCount.DropStopped(o);

    public static void Rebuild(ObjectHeader* o, int references) => PlainCount.Rebuild(o, references);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryIncrement<TMemory>(ref int word)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref word);
        while (count > 0)
        {
            int seen = TMemory.CompareExchange(ref word, count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        return false;
    }
}
