namespace GcActors.Core.Actors;

/// <summary>
/// One state machine that owns its state and is told things. It knows neither threads nor mailboxes: the runtime calls
/// <see cref="Receive"/> for one message at a time, never twice at once, and everything an earlier call wrote is visible to the next.
/// </summary>
/// <remarks>An exception that leaves <see cref="Receive"/> fails the whole run: a trial in which an actor failed is no measurement.</remarks>
public interface IActor<TMessage>
{
    /// <summary>Handles one message. Must not block its thread: what has to wait returns and goes on by a later message.</summary>
    void Receive(TMessage message, IActorContext<TMessage> context);
}

/// <summary>An actor that can say in one line what it is doing, for deadlock reports and watchdogs. Only called while it stands.</summary>
public interface IDescribesState
{
    string DescribeState();
}
