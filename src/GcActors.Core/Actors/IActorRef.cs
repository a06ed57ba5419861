namespace GcActors.Core.Actors;

/// <summary>A handle that can only be told things. Messages of one sender to one ref arrive in the order sent; nothing stronger is promised.</summary>
public interface IActorRef<in TMessage>
{
    /// <summary>Unique in its system, such as <c>mutator/3</c>.</summary>
    string Name { get; }

    /// <summary>Enqueues the message; never blocks, never runs the receiver. A message to a stopped actor is dropped.</summary>
    void Tell(TMessage message);
}
