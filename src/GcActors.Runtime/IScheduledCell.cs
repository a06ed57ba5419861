namespace GcActors.Runtime;

/// <summary>A mailbox that waits for its turn on somebody else's thread. Executing it receives at most one throughput of messages.</summary>
internal interface IScheduledCell : IThreadPoolWorkItem
{
    string Name { get; }

    /// <summary>Queued or executing.</summary>
    bool IsScheduled { get; }
}
