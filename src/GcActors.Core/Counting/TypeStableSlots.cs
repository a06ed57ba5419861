using System.Runtime.CompilerServices;

namespace GcActors.Core.Counting;

/// <summary>
/// Slots are written while others read them; a dead cell is used again at once, but only for an object of its size class, so that its count word stays a
/// count word (counting-strategies.md 1, C-ts; CPython's free-threaded build, PEP 703).
/// <code>
/// load:  p = slot (acquire); count of p by compare-and-swap from c &gt; 0 to c + 1; it was 0: the slot has changed, read it again
///        slot is still p: done; else give the count back (<see cref="StrayDeaths"/>) and read the slot again
/// store: old = exchange(slot, new)
/// </code>
/// </summary>
/// <remarks>
/// <para>Where the slot still refers to p, it does so to what was counted: from the count on the cell cannot have become another object. Where it does not, the
/// count may have gone to an object that the slot never held. It is given back as any reference is, and may be the last one by then.</para>
/// <para>The plain stores of a new object's maker lose nothing. Before them the cell said "dead", and as long as it does no compare-and-swap of a load succeeds;
/// behind them all count by interlocked operations. That includes pins only as long as they come, and go, while nobody else loads.</para>
/// </remarks>
public readonly unsafe struct TypeStableSlots : IAtomicSlots
{
    public static SlotCure Cure => SlotCure.TypeStable;

    /// <summary>The first half: the caller looks at the slot again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Load<TMemory, TWord>(byte* heapBase, int* own, ref uint slot, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
        where TWord : struct, ICountWord => QuiescentSlots.Load<TMemory, TWord>(heapBase, own, ref slot, ref races);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess => TMemory.Exchange(ref slot, value);
}
