namespace GcActors.Runtime;

/// <summary>What a <see cref="ParkingThread"/> serves: one mailbox, or a queue of mailboxes.</summary>
internal interface IWorkSource
{
    /// <summary>May be asked by its thread only.</summary>
    bool HasWork { get; }

    /// <summary>The thread ends: the actor has stopped or the system has halted.</summary>
    bool IsFinished { get; }

    /// <summary>Works until there is nothing left to do.</summary>
    void Work();
}
