namespace GcActors.Core.Probes;

/// <summary>What a touch loop counts on, and how: each thread increments and decrements its objects in turn, and does nothing else.</summary>
public sealed record TouchPlan
{
    /// <summary>A primitive, and no strategy: a loop of compare-and-swap for each operation.</summary>
    public const string CompareAndSwap = "compare-and-swap";

    /// <summary>One of <see cref="TouchLoop.Strategies"/>.</summary>
    public required string Strategy { get; init; }

    /// <summary>Threads, each on a core of its own while there are some.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Whether objects are immortal, and the strategy tests that.</summary>
    public bool IsImmortal { get; init; }

    /// <summary>Whether who counts made none of the objects: under biased counting they are another's.</summary>
    public bool ByStranger { get; init; }

    /// <summary>Whether all threads count on the same objects.</summary>
    public bool IsShared { get; init; }

    /// <summary>Whether each operation is a call, as in a runtime that is a library.</summary>
    public bool ThroughCalls { get; init; }

    /// <summary>Objects of each thread.</summary>
    public int Objects { get; init; } = 1;

    /// <summary>Bytes from one object's count to the next one's.</summary>
    public int StrideBytes { get; init; } = 128;

    /// <summary>Whether the threads' objects take turns in memory; else each thread's lie together, at least two lines from the others'.</summary>
    public bool IsInterleaved { get; init; } = true;

    /// <summary>Pairs of an increment and a decrement that each thread does in a run; rounded down to whole walks over its objects.</summary>
    public required long Pairs { get; init; }

    /// <summary>Pairs that each thread really does.</summary>
    public long WholePairs => Pairs / Objects * Objects;
}
