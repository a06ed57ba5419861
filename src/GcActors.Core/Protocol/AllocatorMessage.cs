using GcActors.Core.Actors;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>Everything the allocator can be told.</summary>
internal abstract record AllocatorMessage
{
    /// <summary>An allocation found no cell.</summary>
    /// <param name="Mutator">0-based.</param>
    /// <param name="Allocs">Its allocations so far: a second want at the same number has made no progress.</param>
    /// <param name="CollectionsSeen">The last collection it was resumed from.</param>
    /// <param name="Cause">For traces.</param>
    public sealed record MemoryWanted(int Mutator, long Allocs, long CollectionsSeen, StopCause Cause) : AllocatorMessage;

    /// <summary>Empty pools that a mutator no longer needs.</summary>
    public sealed record PoolsReturned(uint Head, int Pools) : AllocatorMessage;

    /// <summary>Counter 0 passed its threshold at a mutator, which waits for the answer.</summary>
    public sealed record ThresholdCrossed(int Mutator, long CollectionsSeen, StopCause Cause) : AllocatorMessage;

    /// <summary>The trial wants the world stopped.</summary>
    /// <param name="Order">What to do in the stop.</param>
    /// <param name="ReplyTo">Told when the world runs again.</param>
    /// <param name="Cause">For traces.</param>
    public sealed record StopWanted(StopOrder Order, IActorRef<TrialMessage>? ReplyTo, StopCause Cause) : AllocatorMessage;

    /// <summary>The world is about to run again.</summary>
    /// <param name="CollectionId">Number of the stop.</param>
    /// <param name="Generation">What was collected, −1: nothing.</param>
    /// <param name="Survivors">Tracked survivors of it.</param>
    public sealed record StopFinished(long CollectionId, int Generation, long Survivors) : AllocatorMessage;
}

/// <summary>What is done while the world stands.</summary>
/// <param name="Generation">Generation to collect, −1: none.</param>
/// <param name="Reason">threshold, stress, emergency, explicit, final.</param>
/// <param name="Census">Whether to take a census (and verify where settings say so).</param>
internal sealed record StopOrder(int Generation, string Reason, bool Census)
{
    /// <summary>The collection is a trace that sets counts right, whichever collector the trial has.</summary>
    public bool Repairs { get; init; }

    /// <summary>The mutator that asked; −1: none.</summary>
    public int AskedBy { get; init; } = -1;
}
