using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>A strategy that excludes others from slots: two of them change their contents at once for everybody, and no count changes.</summary>
public unsafe interface ISwapsSlots
{
    /// <summary>Swaps what two slots hold; containers as in <see cref="IRefCounter{TSelf}.Store{TMemory}"/>.</summary>
    void Swap<TMemory>(ObjectHeader* container, ref uint slot, ObjectHeader* other, ref uint otherSlot)
        where TMemory : struct, IMemoryAccess;
}
