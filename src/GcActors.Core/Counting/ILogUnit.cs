using GcActors.Core.Objects;

namespace GcActors.Core.Counting;

/// <summary>What the first write of an epoch logs under <see cref="Coalescing{TSlots, TUnit}"/>.</summary>
public unsafe interface ILogUnit
{
    /// <summary>Ahead of a store into a field of an object that the last stop has seen: notes what the field held then, unless somebody has.</summary>
    static abstract void BeforeStore<TMemory>(ref FirstWrites writes, ObjectHeader* o, ref uint slot)
        where TMemory : struct, IMemoryAccess;

    /// <summary>What is kept of an object's slots beside the heap and contradicts empty logs, as the rest of a sentence about the object; null: nothing.</summary>
    static abstract string? FaultOf(in CountSpace space, ObjectHeader* o);
}
