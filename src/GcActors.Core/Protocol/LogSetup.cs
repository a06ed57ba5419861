using GcActors.Core.Actors;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>What mutators know of the epochs of a strategy with logs.</summary>
internal sealed unsafe class LogSetup
{
    public required IActorRef<EpochMessage> Epochs { get; init; }

    /// <summary>Whether registers are noted at each boundary.</summary>
    public required bool SnapshotsLocals { get; init; }

    /// <summary>Whether only objects and granules noted fill a log: what an object's fields held may be as long as one object is wide, and a stop for that would have the same object
    /// noted again behind it.</summary>
    public required bool LogsObjects { get; init; }

    /// <summary>Where mutators put back their chunks themselves; null: who applies the logs does.</summary>
    public required LogPool* DroppedInto { get; init; }

    /// <summary>Whether there are epochs but those of stops.</summary>
    public required bool AsksForEpochs { get; init; }

    /// <summary>A known cost of messages, or of log entries; null: none.</summary>
    public required DoseMeter? Doses { get; init; }

    /// <summary>Log bytes beyond which a mutator waits for some to come back.</summary>
    public required long MostBytesHeld { get; init; }
}
