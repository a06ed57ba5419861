namespace GcActors.Core.Counting;

/// <summary>What mutators may share under a strategy, or do share in a workload; each includes those before it.</summary>
public enum Sharing
{
    /// <summary>Every object is reached by one mutator only.</summary>
    None,

    /// <summary>An object may change mutator by hand-over, but is reached by one at a time.</summary>
    Moved,

    /// <summary>Several mutators count on one object that is pinned: wrong counts cannot free it.</summary>
    Pinned,

    /// <summary>Several mutators count on one object and the last of them frees it; slots that several read are not written meanwhile.</summary>
    Counted,

    /// <summary>Several mutators write slots that others read: a load races with the store that drops its target.</summary>
    RacingSlots,
}

/// <summary>What makes a load from a slot safe that another mutator overwrites meanwhile (counting-strategies.md 1).</summary>
public enum SlotCure
{
    /// <summary>Nothing: slots that several mutators read are not written meanwhile. Or nothing more than the strategy has anyhow.</summary>
    None,

    /// <summary>C-qs: counted only if not dead, and dead cells wait until every mutator has passed a boundary.</summary>
    Quiescence,

    /// <summary>C-hp: announced before it is counted, and dead cells wait until nobody announces them.</summary>
    Hazard,

    /// <summary>C-ts: counted only if not dead, and given back if the slot has changed since; cells keep their size class until every mutator has passed a
    /// boundary, and are used again in it at once.</summary>
    TypeStable,

    /// <summary>Cells are freed in a stopped world only.</summary>
    Stop,
}

/// <summary>Facts about a counting strategy, asked instead of its name.</summary>
/// <param name="MaxSharing">The most that several mutators may share; one mutator may do anything.</param>
/// <param name="NeedsGil">Mutators hold the global interpreter lock while they run.</param>
/// <param name="Frees">Whether a death frees the object; false for a census, which keeps every cell to its end.</param>
/// <param name="CountsAreExact">Whether the verifier may demand count = references for every object when nothing is pinned.</param>
/// <param name="UsesLogs">Count changes go to refcount actors in logs, which a stop must drain.</param>
public readonly record struct CounterTraits(Sharing MaxSharing, bool NeedsGil, bool Frees, bool CountsAreExact, bool UsesLogs)
{
    /// <summary>The cure that this form of the strategy relies on.</summary>
    public SlotCure Cure { get; init; }

    /// <summary>Tells immortal objects apart by itself; else <see cref="WithImmortals{TInner}"/> does.</summary>
    public bool TestsImmortality { get; init; }

    /// <summary>Its loads tell immortal targets apart themselves: the target of a slot may be looked at only inside them.</summary>
    public bool LoadsTestImmortality { get; init; }

    /// <summary>Nothing is counted; objects die in traces, and a trace is the only collection that there can be.</summary>
    public bool IsTraced { get; init; }

    /// <summary>Counts stay at a maximum that they have reached once: what is stuck dies in traces, which set all counts right.</summary>
    public bool Sticks { get; init; }

    /// <summary>Whether every object that no cycle holds has died by counting when the work is over; else some wait for a trace.</summary>
    public bool FreesAllAcyclic { get; init; } = true;

    /// <summary>Keeps words beside the heap (<see cref="Objects.CountSpace"/>).</summary>
    public bool UsesWords { get; init; }

    /// <summary>References that mutators hold are not counted as they come and go: refcount actors look at registers at boundaries. Only slots of objects and
    /// shared roots are followed.</summary>
    public bool SnapshotsLocals { get; init; }

    /// <summary>What mutators hold of some objects is not counted, only slots of objects and shared roots are: a stop adds it while it lasts
    /// (<see cref="IRefCounter{TSelf}.CountHeld"/>).</summary>
    public bool DefersSome { get; init; }

    /// <summary>Its logs are lists of objects that may be dead, looked through at stops only; there are no other epochs, and a full list asks for a stop.</summary>
    public bool ReconcilesAtStops { get; init; }

    /// <summary>Its logs name objects that are new or were written, or slots that were, and the values that fields had before; a stop counts up what they refer to now.
    /// Shared roots are looked at like registers, so that a mutator writes them plainly.</summary>
    public bool LogsObjects { get; init; }

    /// <summary>An object dies with its last reference, and not some time later.</summary>
    public bool IsPrompt { get; init; } = true;

    /// <summary>Every mutator has a heap of its own: what one hands to another by message is copied, or moved where nothing else refers to it,
    /// so that no reference ever leads from one heap into another.</summary>
    public bool CopiesMessages { get; init; }

    /// <summary>Tells objects that one mutator only can reach from those that have escaped (<see cref="IRefCounter{TSelf}.IsPrivate"/>), and marks these when
    /// they are stored where others look: every store has to go through the strategy.</summary>
    public bool MarksEscapes { get; init; }

    /// <summary>Messages are counted, by object, and references on the heap are not: what one mutator hands to another must be packed, and each traces what it leads to
    /// by itself (<see cref="Weighted"/>).</summary>
    public bool CountsMessages { get; init; }

    /// <summary>Whether mutators may share, but by message only.</summary>
    public bool NeedsMessages => CopiesMessages || CountsMessages;

    /// <summary>Objects die in queues that mutators empty at boundaries (<see cref="IRefCounter{TSelf}.TakeQueuedDead{TMemory}"/>).</summary>
    public bool HasQueues { get; init; }

    /// <summary>Takes a lock around counts or slots, and reports how long it waited for such locks (<see cref="LockWaits"/>).</summary>
    public bool HasLocks { get; init; }

    /// <summary>The most mutators whose numbers its count area has room for.</summary>
    public int MaxMutators { get; init; } = int.MaxValue;
}

/// <summary>What a decrement did.</summary>
public enum CountChange
{
    Alive,

    /// <summary>The caller holds the only knowledge of the object: it must kill it.</summary>
    Dead,

    /// <summary>The object may be dead; somebody else will decide.</summary>
    Deferred,
}
