namespace GcActors.Core.Counting;

/// <summary>How a strategy reads slots that several mutators reach; only facts, no code.</summary>
public interface ISlotMode
{
    static abstract SlotCure Cure { get; }
}

/// <summary>The same with its code, for counts that everybody changes by interlocked operations.</summary>
public unsafe interface IAtomicSlots : ISlotMode
{
    /// <summary>Reads a slot and counts what it refers to; 0 for null.</summary>
    /// <param name="heapBase">First byte of the heap.</param>
    /// <param name="own">The mutator's words.</param>
    /// <param name="slot">The slot.</param>
    /// <param name="races">Books retries.</param>
    /// <typeparam name="TMemory">Memory.</typeparam>
    /// <typeparam name="TWord">What the targets' words look like.</typeparam>
    static abstract uint Load<TMemory, TWord>(byte* heapBase, int* own, ref uint slot, ref RaceTally races)
        where TMemory : struct, IMemoryAccess
        where TWord : struct, ICountWord;

    /// <summary>Writes a slot and answers what was in it.</summary>
    static abstract uint Store<TMemory>(ref uint slot, uint value)
        where TMemory : struct, IMemoryAccess;
}
