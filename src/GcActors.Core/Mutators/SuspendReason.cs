namespace GcActors.Core.Mutators;

/// <summary>Why an allocation could not be served.</summary>
internal enum SuspendReason
{
    None,

    /// <summary>No cell: a grant of pools, or memory that a collection frees.</summary>
    NeedsMemory,

    /// <summary>The threshold was crossed and the plan collects inside the allocation.</summary>
    NeedsCollection,

    /// <summary>The program itself ordered a collection and waits for it (<see cref="IObjectMemory.AwaitCollection"/>).</summary>
    OrderedCollection,
}
