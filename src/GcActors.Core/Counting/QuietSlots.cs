using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>Slots that several mutators read are not written meanwhile, so the value taken out needs no exchange; the release publishes the object
/// (O1).</summary>
public readonly unsafe struct QuietSlots : IAtomicSlots
{
    public static SlotCure Cure => SlotCure.None;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory>(byte* heapBase, int* own, ref uint slot)
        where TMemory : struct, IMemoryAccess
    {
        uint value = TMemory.Read(ref slot);
        if (value != 0)
        {
            TMemory.Add(ref PlainCount.WordOf(PlainCount.At(heapBase, value)), 1);
        }

        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => PlainCount.Store<TMemory>(ref slot, value);
}
