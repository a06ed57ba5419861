namespace GcActors.Runtime;

/// <summary>A mailbox that waits for its turn on somebody else's thread. Executing it receives at most one throughput of messages.</summary>
internal interface IScheduledCell : IThreadPoolWorkItem
{
    string Name { get; }

    /// <summary>Receives at most so many messages, on the calling thread, and returns how many. Only for whom it was scheduled to.</summary>
    int Run(int limit);

    /// <summary>Queued or executing.</summary>
    bool IsScheduled { get; }
}
