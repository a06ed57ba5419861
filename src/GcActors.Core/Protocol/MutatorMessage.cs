using System.Diagnostics;
using GcActors.Core.Actors;

namespace GcActors.Core.Protocol;

/// <summary>Everything a mutator can be told.</summary>
internal abstract record MutatorMessage
{
    /// <summary>Build this iteration's state.</summary>
    /// <param name="ReplyTo">The trial.</param>
    /// <param name="Trace">The phase's span, here and below; default: nobody traces.</param>
    public sealed record SetUp(IActorRef<TrialMessage> ReplyTo, ActivityContext Trace) : MutatorMessage;

    /// <summary>Step to the end of the program.</summary>
    public sealed record Run(IActorRef<TrialMessage> ReplyTo, ActivityContext Trace) : MutatorMessage;

    /// <summary>Compute this mutator's part of the check value.</summary>
    public sealed record Check(IActorRef<TrialMessage> ReplyTo) : MutatorMessage;

    /// <summary>Drop every root.</summary>
    public sealed record TearDown(IActorRef<TrialMessage> ReplyTo, ActivityContext Trace) : MutatorMessage;

    /// <summary>From itself: the next quantum.</summary>
    public sealed record Quantum : MutatorMessage
    {
        public static Quantum Instance { get; } = new();
    }

    /// <param name="CollectionId">Number of the stop.</param>
    /// <param name="ReplyTo">The collector.</param>
    /// <param name="Trace">The span of the phase in which somebody asked for it.</param>
    public sealed record StopRequested(long CollectionId, IActorRef<CollectorMessage> ReplyTo, ActivityContext Trace) : MutatorMessage;

    public sealed record Resumed(long CollectionId) : MutatorMessage;

    /// <summary>Empty pools, a chain that now belongs to the mutator.</summary>
    public sealed record PoolsGranted(uint Head, int Pools) : MutatorMessage;

    /// <summary>Memory may be there again: try the allocation once more.</summary>
    public sealed record MemoryAvailable : MutatorMessage
    {
        public static MemoryAvailable Instance { get; } = new();
    }

    /// <summary>The trigger saw no reason to collect: go on.</summary>
    public sealed record CollectionDeclined : MutatorMessage
    {
        public static CollectionDeclined Instance { get; } = new();
    }

    /// <summary>Hand over the log and what the registers hold.</summary>
    public sealed record EndEpoch(long Epoch, IActorRef<EpochMessage> ReplyTo, ActivityContext Trace) : MutatorMessage;

    /// <summary>Logs have been applied, and their memory can be used again.</summary>
    public sealed record LogsReturned : MutatorMessage
    {
        public static LogsReturned Instance { get; } = new();
    }

    /// <summary>The global interpreter lock is free, or the forced switch has happened: queue for it again.</summary>
    public sealed record GilSignalled(bool Switched) : MutatorMessage
    {
        public static GilSignalled Available { get; } = new(false);

        public static GilSignalled SwitchDone { get; } = new(true);
    }

    /// <summary>A timer: one switch interval of wait number <paramref name="Wait"/> is over.</summary>
    public sealed record GilIntervalEnded(long Wait) : MutatorMessage;
}
