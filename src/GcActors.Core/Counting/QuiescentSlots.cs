using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>
/// Slots are written while others read them; dead cells wait for a grace period (<see cref="GracePeriods"/>), so that a count may be looked at whose object
/// has died meanwhile (counting-strategies.md 1, C-qs).
/// <code>
/// load:  p = slot (acquire); count of p by compare-and-swap from c &gt; 0 to c + 1; it was 0: the slot has changed, read it again
/// store: old = exchange(slot, new): each value that was in the slot is taken out once
/// </code>
/// </summary>
/// <remarks>An addition would revive a count of 0 (S03), so a load compares and swaps. It need not look at the slot again: the object was in it when it was
/// read, and alive when it was counted.</remarks>
public readonly unsafe struct QuiescentSlots : IAtomicSlots
{
    public static SlotCure Cure => SlotCure.Quiescence;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory, TWord>(byte* heapBase, int* own, ref uint slot, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
        where TWord : struct, ICountWord
    {
        uint value = TMemory.Read(ref slot);
        while (value != 0 && !TWord.TryIncrement<TMemory>(ref PlainCount.WordOf(PlainCount.At(heapBase, value)), ref races))
        {
            races.LoadRetries++;
            value = TMemory.Read(ref slot);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => TMemory.Exchange(ref slot, value);
}
