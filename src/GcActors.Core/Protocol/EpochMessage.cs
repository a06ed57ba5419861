using System.Diagnostics;
using GcActors.Core.Actors;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>Everything the epoch actor can be told.</summary>
internal abstract record EpochMessage
{
    /// <summary>A mutator's log has filled a chunk.</summary>
    /// <param name="Mutator">0-based.</param>
    /// <param name="Waits">Whether it waits for <see cref="MutatorMessage.LogsReturned"/>.</param>
    /// <param name="Trace">The span of the phase.</param>
    public sealed record EpochWanted(int Mutator, bool Waits, ActivityContext Trace) : EpochMessage;

    /// <summary>A mutator has passed the boundary of an epoch.</summary>
    /// <param name="Epoch">Which.</param>
    /// <param name="Mutator">0-based.</param>
    /// <param name="Logs">What it hands over.</param>
    /// <param name="PassedNs">When; 0 where nobody traces.</param>
    public sealed record EpochPassed(long Epoch, int Mutator, EpochLogs Logs, long PassedNs) : EpochMessage;

    /// <summary>A refcount actor has applied its share.</summary>
    /// <param name="Done">What it came to.</param>
    /// <param name="Foreign">References that died with its objects and lead to objects of others.</param>
    /// <param name="Record">When, for traces.</param>
    public sealed record Applied(CountWorkDone Done, LogList Foreign, ApplyRecord Record) : EpochMessage;

    /// <summary>The world stands: answer when every log is applied, and begin no epoch before <see cref="StopEnded"/>.</summary>
    /// <param name="CollectionId">The stop.</param>
    /// <param name="ReplyTo">The collector.</param>
    /// <param name="Trace">The span of the phase in which somebody asked for it.</param>
    public sealed record DrainRequested(long CollectionId, IActorRef<CollectorMessage> ReplyTo, ActivityContext Trace) : EpochMessage;

    public sealed record StopEnded : EpochMessage
    {
        public static StopEnded Instance { get; } = new();
    }
}

/// <summary>What a mutator hands over when it passes the boundary of an epoch.</summary>
/// <param name="Increments">Of the epoch.</param>
/// <param name="Decrements">Of the epoch.</param>
/// <param name="Written">Of the epoch.</param>
/// <param name="Locals">What its registers hold.</param>
internal readonly record struct EpochLogs(LogList Increments, LogList Decrements, LogList Written, LogList Locals)
{
    public long Entries => Increments.Entries + Decrements.Entries + Written.Entries + Locals.Entries;
}
