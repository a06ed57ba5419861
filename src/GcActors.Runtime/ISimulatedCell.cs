namespace GcActors.Runtime;

/// <summary>A mailbox that the simulation may choose to serve.</summary>
internal interface ISimulatedCell
{
    int Id { get; }

    int QueueLength { get; }

    /// <summary>One line for reports, of an actor that stands.</summary>
    string Describe();

    /// <summary>Receives one message and returns the hash of its type's name.</summary>
    ulong DeliverOne();
}
