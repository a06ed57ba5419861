using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>
/// Slots are written while others read them; a dead cell waits until no mutator has announced that it looks at it (Michael 2004;
/// counting-strategies.md 1, C-hp in the form where only the free waits).
/// <code>
/// load: loop: p = slot; hazard[me] = p; full fence; slot is still p? else again
///             count of p by compare-and-swap from c &gt; 0 to c + 1; hazard[me] = null; it was 0: again
/// </code>
/// What is still in the slot after the announcement has not been retired before it, so whoever retires it will see the announcement (O6).
/// </summary>
public readonly unsafe struct HazardSlots : IAtomicSlots
{
    public static SlotCure Cure => SlotCure.Hazard;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory, TWord>(byte* heapBase, int* own, ref uint slot, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
        where TWord : struct, ICountWord
    {
        while (true)
        {
            uint value = TMemory.Read(ref slot);
            if (value == 0)
            {
                return 0;
            }

            TMemory.Exchange(ref *own, (int)value);
            if (TMemory.Read(ref slot) == value && TWord.TryIncrement<TMemory>(ref PlainCount.WordOf(PlainCount.At(heapBase, value)), ref races))
            {
                TMemory.Write(ref *own, 0);
                return value;
            }

            races.LoadRetries++;
            TMemory.Write(ref *own, 0);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => TMemory.Exchange(ref slot, value);
}
