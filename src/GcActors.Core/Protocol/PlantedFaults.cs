using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>Faults of the protocol that tests plant, to see the checkers fail. All false outside tests.</summary>
internal sealed record PlantedFaults
{
    public static PlantedFaults None { get; } = new();

    /// <summary>The collector resumes the world when the first mutator has answered.</summary>
    public bool ResumesEarly { get; init; }

    /// <summary>The allocator grants pools while the world is stopped.</summary>
    public bool GrantsDuringStop { get; init; }

    /// <summary>A mutator goes on running after it has answered a stop.</summary>
    public bool RunsAfterAnswer { get; init; }

    /// <summary>The collector looks at counts while logs are pending (S40).</summary>
    public bool SkipsDrain { get; init; }

    /// <summary>Decrements of an epoch are applied at its end (S27).</summary>
    public bool AppliesDecrementsAtOnce { get; init; }

    /// <summary>Decrements are applied before increments (S28).</summary>
    public bool AppliesDecrementsFirst { get; init; }

    /// <summary>A mutator that has nothing to do passes the boundary of an epoch without showing what it holds (S29).</summary>
    public bool SkipsIdleMutators { get; init; }

    /// <summary>Chunks of decrements go back to the pool in the epoch that they were written in (S30).</summary>
    public bool ReturnsLogsUnapplied { get; init; }

    /// <summary>An object dies of its last decrement while a zero-count table names it (S31).</summary>
    public bool ForgetsEntries { get; init; }

    /// <summary>The global lock's request to drop it outlives the drop (S39).</summary>
    public bool KeepsDropRequest { get; init; }

    /// <summary>An object that was looked through at a stop stays marked as listed.</summary>
    public bool LeavesListed { get; init; }

    /// <summary>A slot that was looked at at a stop stays marked as written.</summary>
    public bool LeavesMarks { get; init; }

    /// <summary>What shared roots refer to is not counted where a strategy looks at them at stops.</summary>
    public bool ForgetsSharedRoots { get; init; }

    /// <summary>A refcount actor frees objects whose fields another one is still to look at.</summary>
    public bool CountsInOneRound { get; init; }

    /// <summary>The queue of a crashed mutator stays open, and it stays on line: others wait for one that will not come.</summary>
    public bool AbandonsCrashed { get; init; }

    /// <summary>No fault, but a load: a refcount actor looks at its work only after so many ns.</summary>
    public long RefCountDelayNs { get; init; }

    /// <summary>A mutator with a private heap sends objects that it still refers to.</summary>
    public bool SendsOriginals { get; init; }

    /// <summary>What is wrong with message counts.</summary>
    public MessageCountFault MessageCounts { get; init; }
}
