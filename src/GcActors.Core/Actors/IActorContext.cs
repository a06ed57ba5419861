namespace GcActors.Core.Actors;

/// <summary>What an actor may ask of its runtime while it handles a message. Clock and timers come from here so that a simulation owns time.</summary>
public interface IActorContext<TMessage>
{
    IActorRef<TMessage> Self { get; }

    /// <summary>Monotonic time in ns; virtual in the simulation.</summary>
    long NowNs { get; }

    /// <summary>Delivers <paramref name="message"/> to this actor once, not before <paramref name="delayNs"/> have passed. Cannot be cancelled: a
    /// message carries an id by which a stale one is recognised.</summary>
    void Schedule(long delayNs, TMessage message);

    /// <summary>No further message is received after this one.</summary>
    void Stop();
}
