using System.Runtime.CompilerServices;
using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>How many bits a saturating count has; only a fact, no code.</summary>
public interface ICountBits
{
    static abstract int Bits { get; }
}

public readonly struct TwoBits : ICountBits
{
    public static int Bits => 2;
}

public readonly struct ThreeBits : ICountBits
{
    public static int Bits => 3;
}

public readonly struct FourBits : ICountBits
{
    public static int Bits => 4;
}

/// <summary>
/// Counts of a few bits that stick at their maximum M [Shahriyar, Blackburn, Yang, McKinley: Taking off the gloves with reference counting Immix, OOPSLA 2013;
/// Zhao, Blackburn, McKinley: LXR, PLDI 2022; counting-strategies.md 4.13]. Most objects never have more than a few references; what is stuck is left to a
/// trace, which also sets all counts right.
/// <code>
/// inc(o): while c = count(o) &lt; M: CAS c to c + 1
/// dec(o): while 0 &lt; c = count(o) &lt; M: CAS c to c - 1; dead if that made it 0
/// law:    count = M or count = references
/// </code>
/// Departures. The count takes the first header word, of which it uses 2 to 4 bits; the systems keep them in a side table, where neighbours share a byte. A
/// laboratory compares what an operation does to the line that it must touch anyhow, and the header is that line; what a side table saves in memory and
/// costs in conflicts is not modelled. A pin is nothing: no count is ever too low, so nothing that somebody refers to can be freed. An immortal count lies far
/// above M, so that the comparison with M tells immortal objects apart too.
/// </summary>
public unsafe struct Sticky<TBits, TSlots> : IRefCounter<Sticky<TBits, TSlots>>
    where TBits : struct, ICountBits
    where TSlots : struct, ISlotMode
{
    private long _elidedIncrements;
    private long _elidedDecrements;

    private static int Most => (1 << TBits.Bits) - 1;

    private static bool SlotsRace => TSlots.Cure != SlotCure.None;

    public static CounterTraits Traits =>
        new(SlotsRace ? Sharing.RacingSlots : Sharing.Counted, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false)
        {
            Cure = TSlots.Cure,
            TestsImmortality = true,
            Sticks = true,
            IsPrompt = false,
            FreesAllAcyclic = false,
        };

    public static bool HasSpareWord => true;

    public static Sticky<TBits, TSlots> Create(in CountSpace space, int mutator) => default;

    public readonly long ElidedIncrements => _elidedIncrements;

    public readonly long ElidedDecrements => _elidedDecrements;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Alloc(ObjectHeader* o) => PlainCount.Alloc(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Copy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess => TryCopy<TMemory>(o);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public CountChange Drop<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref PlainCount.WordOf(o));

        // One comparison: neither 0 nor stuck.
        while ((uint)(count - 1) < (uint)(Most - 1))
        {
            int seen = TMemory.CompareExchange(ref PlainCount.WordOf(o), count - 1, count);
            if (seen == count)
            {
                return count == 1 ? CountChange.Dead : CountChange.Alive;
            }

            count = seen;
        }

        _elidedDecrements++;
        return CountChange.Alive;
    }

    /// <summary>Where slots race, an object whose count is 0 was taken out of the slot and has died meanwhile.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint Load<TMemory>(byte* heapBase, ObjectHeader* container, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        while (SlotsRace && value != 0 && !TryCopy<TMemory>(PlainCount.At(heapBase, value)))
        {
            value = TMemory.Read(ref slot);
        }

        if (!SlotsRace && value != 0)
        {
            Copy<TMemory>(PlainCount.At(heapBase, value));
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly uint Store<TMemory>(ObjectHeader* container, ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => SlotsRace ? TMemory.Exchange(ref slot, value) : PlainCount.Store<TMemory>(ref slot, value);

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

    public readonly void AddTo(IDictionary<string, double> report)
    {
    }

    public static int ReadCount(ObjectHeader* o) => o->Count;

    public static string? FaultOf(in CountSpace space, ObjectHeader* o) =>
        (uint)o->Count > Most && !CountArea.IsImmortal(o->Count) ? $"has a count of {o->Count}, which {TBits.Bits} bits cannot hold" : null;

    public static bool IsStuck(ObjectHeader* o) => o->Count == Most;

    public static void Pin(ObjectHeader* o, bool immortal) => o->Count = immortal ? CountArea.ImmortalCount : o->Count;

    public static void Unpin(ObjectHeader* o) => o->Count = CountArea.IsImmortal(o->Count) ? 1 : o->Count;

    public static CountChange DropStopped(ObjectHeader* o)
    {
        if (o->Count == 0 || o->Count >= Most)
        {
            return CountChange.Alive;
        }

        return --o->Count == 0 ? CountChange.Dead : CountChange.Alive;
    }

    public static void Rebuild(ObjectHeader* o, int references) => o->Count = CountArea.IsImmortal(o->Count) ? o->Count : Math.Min(references, Most);

    /// <summary>+1, or nothing where the count is stuck. False: it is 0, and what is dead stays dead.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryCopy<TMemory>(ObjectHeader* o)
        where TMemory : struct, IMemoryAccess
    {
        int count = TMemory.Read(ref PlainCount.WordOf(o));

        // One comparison, as above.
        while ((uint)(count - 1) < (uint)(Most - 1))
        {
            int seen = TMemory.CompareExchange(ref PlainCount.WordOf(o), count + 1, count);
            if (seen == count)
            {
                return true;
            }

            count = seen;
        }

        if (count == 0)
        {
            return false;
        }

        _elidedIncrements++;
        return true;
    }
}
