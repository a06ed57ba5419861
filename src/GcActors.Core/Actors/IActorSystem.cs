namespace GcActors.Core.Actors;

/// <summary>A runtime: it decides on which thread and in which order actors receive. The actors do not know which one runs them.</summary>
public interface IActorSystem : IDisposable
{
    /// <summary>The name in settings and results: <c>threads</c>, <c>pool</c>, <c>simulation</c>, <c>akka</c>.</summary>
    string RuntimeName { get; }

    /// <summary>True where <see cref="IActorContext{T}.NowNs"/> is virtual; wall-clock figures then mean nothing.</summary>
    bool IsVirtualTime { get; }

    /// <summary>True where a pinned actor has a thread to itself, whose CPU time is the actor's.</summary>
    bool HasPinnedThreads { get; }

    /// <summary>Starts an actor. Names must be unique in the system.</summary>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    IActorRef<TMessage> Spawn<TMessage>(IActor<TMessage> actor, ActorOptions options);

    /// <summary>Runs until <paramref name="completion"/> completes.</summary>
    /// <exception cref="ActorFailedException">The first failure of an actor: name, message, seed.</exception>
    /// <exception cref="ActorDeadlockException">Only the simulation can know: no message and no timer is left, and completion has not come.</exception>
    void RunUntil(Task completion);

    /// <summary>Messages delivered so far, and their order where the runtime owns it.</summary>
    ActorSystemStatistics Statistics { get; }
}

/// <param name="Messages">Messages delivered to actors.</param>
/// <param name="OrderSignature">Hash over the order of deliveries where the runtime owns the order (simulation), else 0.</param>
/// <param name="DeadLetters">Messages told to actors that had stopped, as far as the runtime has found them.</param>
public readonly record struct ActorSystemStatistics(long Messages, ulong OrderSignature, long DeadLetters);
