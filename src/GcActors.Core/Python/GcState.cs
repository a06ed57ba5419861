using GcActors.Core.Collection;
using GcActors.Core.Objects;

namespace GcActors.Core.Python;

/// <summary>What a stopped world is wanted for.</summary>
internal enum StopStage
{
    /// <summary>Nothing: no collection of the program's own is under way.</summary>
    None,

    /// <summary>Merge, subtract, split, untrack, set legacy objects and weak references apart (cpython-memory.md 7 A to F, before any callback).</summary>
    Split,

    /// <summary>Find out what finalizers brought back (7 H).</summary>
    Resurrect,
}

/// <summary>The state of the <c>gc</c> module (cpython-memory.md 6.1): counters, thresholds, flags, statistics, and the lists of a collection under way.</summary>
/// <remarks>Written by the one mutator that runs Python code, and by the collector while that mutator is stopped.</remarks>
internal sealed class GcState(VersionProfile version)
{
    /// <summary>The generation of a full collection.</summary>
    public const int Oldest = 2;

    /// <summary>Counters of the generations 0, 1, 2.</summary>
    public readonly int[] Counts = new int[3];

    public readonly int[] Thresholds = [version.Thresholds.T0, version.Thresholds.T1, version.Thresholds.T2];

    /// <summary>Per generation: collections, collected, uncollectable.</summary>
    public readonly long[][] Stats = [new long[3], new long[3], new long[3]];

    /// <summary>Generations 1 and 2; generation 0 is the allocator's.</summary>
    public readonly OldGeneration[] Old = [new OldGeneration(), new OldGeneration()];

    /// <summary>Frozen objects, and immortal ones that a collection met.</summary>
    public readonly OldGeneration Permanent = new();

    /// <summary>The unreachable objects of the collection under way, in CPython's order.</summary>
    public readonly OldGeneration Unreachable = new();

    /// <summary>Objects with an old-style destructor, and what only they reach.</summary>
    public readonly OldGeneration Legacy = new();

    /// <summary>Weak references whose callbacks the collection under way has to call.</summary>
    public readonly OldGeneration Calls = new();

    public VersionProfile Version { get; } = version;

    public bool IsEnabled { get; set; }

    public bool IsCollecting { get; set; }

    /// <summary>An allocation has crossed the threshold; the next safe point looks at it (3.12 on).</summary>
    public bool IsWanted { get; set; }

    public long LongLivedTotal { get; set; }

    public long LongLivedPending { get; set; }

    /// <summary>DEBUG_* bits.</summary>
    public int DebugFlags { get; set; }

    /// <summary>Whether any object was made immortal, has an old-style destructor, a finalizer, or is a weak reference: what never was need not be looked for.</summary>
    public bool HasImmortals { get; set; }

    public bool HasLegacy { get; set; }

    public bool HasWeakRefs { get; set; }

    public bool HasFinalizers { get; set; }

    /// <summary>The stage that the program has ordered and not yet been given.</summary>
    public StopStage Ordered { get; set; }

    /// <summary>Of the collection under way.</summary>
    public int Generation { get; set; }

    /// <summary>Objects of the regions that were collected, summed over all collections.</summary>
    public long ObjectsVisited { get; set; }

    /// <summary>Whether the 25 % rule holds.</summary>
    public bool HasQuarterRule { get; init; } = true;

    /// <summary>Whether every collection looks at all objects, whichever generation it was called for: the plan's collector has no generations.</summary>
    public bool CollectsEverything { get; init; }

    /// <summary>Debug lines about objects that the split found; the program prints them.</summary>
    public List<uint> Collectable { get; } = [];

    /// <summary>Who is told of the steps of collections; null, as a rule: nobody.</summary>
    public ICollectionWitness? Witness { get; set; }

    /// <summary>Where survivors of the collection under way go.</summary>
    public OldGeneration Target => Old[Math.Min(Generation, 1)];

    /// <summary>The generation to collect (6.4), or −1.</summary>
    public int Choose()
    {
        for (int g = 2; g >= 0; g--)
        {
            if (Counts[g] > Thresholds[g] && !(g == 2 && HasQuarterRule && LongLivedPending < LongLivedTotal / 4))
            {
                return g;
            }
        }

        return -1;
    }

    /// <summary>Books the start of a collection (6.5, 1).</summary>
    public void BookStart(int generation)
    {
        if (generation < 2)
        {
            Counts[generation + 1]++;
        }

        Array.Clear(Counts, 0, generation + 1);
    }

    /// <summary>A collectable object was really freed.</summary>
    public void Uncount()
    {
        if (Counts[0] > 0)
        {
            Counts[0]--;
        }
    }

    /// <summary>Every list that may hold objects, for verifiers.</summary>
    public IReadOnlyList<ChunkList> Lists => [Old[0].List, Old[1].List, Permanent.List, Unreachable.List, Legacy.List, Calls.List];
}
