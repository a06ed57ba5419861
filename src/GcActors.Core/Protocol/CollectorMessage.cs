using GcActors.Core.Actors;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>Everything the collector can be told.</summary>
internal abstract record CollectorMessage
{
    /// <param name="Order">What to do in the stop.</param>
    /// <param name="ReplyTo">The trial, where it asked; else null.</param>
    /// <param name="Cause">For traces.</param>
    public sealed record CollectionRequested(StopOrder Order, IActorRef<TrialMessage>? ReplyTo, StopCause Cause) : CollectorMessage;

    /// <param name="CollectionId">The stop it answers; a stale answer is dropped.</param>
    /// <param name="Mutator">0-based.</param>
    /// <param name="StoppedAtNs">Its clock when it reached the boundary.</param>
    /// <param name="DyingHead">Chain of dying objects that the stop interrupted.</param>
    /// <param name="QuantumEndedNs">End of its last quantum; 0 where nobody traces.</param>
    /// <param name="Doing">What it does when it is not stopped.</param>
    public sealed record MutatorStopped(long CollectionId, int Mutator, long StoppedAtNs, uint DyingHead, long QuantumEndedNs, MutatorActivity Doing) : CollectorMessage;

    /// <summary>Every count log is applied.</summary>
    public sealed record Drained(long CollectionId) : CollectorMessage;

    /// <summary>A worker has run its share of the current phase.</summary>
    public sealed record ShareDone(long CollectionId, ShareRecord Share) : CollectorMessage;

    /// <summary>From itself: the next piece of work inside the stop. A boundary of its own, so that a simulation can put anything between.</summary>
    public sealed record Proceed(long CollectionId) : CollectorMessage;

    /// <summary>The watchdog's timer.</summary>
    public sealed record WatchEnded : CollectorMessage
    {
        public static WatchEnded Instance { get; } = new();
    }
}
