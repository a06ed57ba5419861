using System.Runtime.InteropServices;

namespace GcActors.Core.Mutators;

/// <summary>Why a mutator should leave its loop at the next poll. One word, so that a step pays one load and one branch for all reasons.</summary>
[Flags]
internal enum Breaker
{
    None = 0,

    /// <summary>The collector asks the world to stop.</summary>
    Stop = 1,

    /// <summary>Somebody waits for the global interpreter lock.</summary>
    DropGil = 2,

    /// <summary>This mutator's own allocation crossed the threshold; the collection waits for the safe point.</summary>
    Collect = 4,

    /// <summary>This mutator's log has filled a chunk, or its epoch is to end at once.</summary>
    EndEpoch = 8,
}

/// <summary>What others write and a mutator polls; alone on its cache lines.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct MutatorControl
{
    [FieldOffset(128)]
    public int Breaker;
}

/// <summary>Counter 0 and its limits, of one mutator or shared under the GIL; padded.</summary>
[StructLayout(LayoutKind.Explicit, Size = 256)]
internal struct AllocationTrigger
{
    /// <summary>Net allocations of collectable objects since the last collection (CPython's generation 0 count).</summary>
    [FieldOffset(128)]
    public int Count;

    /// <summary>An allocation that raises Count above this asks for a collection (or for a flush, where counting is batched).</summary>
    [FieldOffset(132)]
    public int Limit;

    /// <summary>A death lowers Count only above this: 0 as in CPython; lower where counting is batched; <see cref="int.MaxValue"/>: never.</summary>
    [FieldOffset(136)]
    public int Floor;
}
