using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>Slots that several mutators read are not written meanwhile, so the value taken out needs no exchange; the release publishes the object
/// (O1).</summary>
public readonly unsafe struct QuietSlots : IAtomicSlots
{
    public static SlotCure Cure => SlotCure.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory, TWord>(byte* heapBase, int* own, ref uint slot, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
        where TWord : struct, ICountWord
    {
        uint value = TMemory.Read(ref slot);
        if (value != 0)
        {
            TWord.Increment<TMemory>(ref PlainCount.WordOf(PlainCount.At(heapBase, value)));
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);
}
