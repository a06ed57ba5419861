using Akka.Actor;
using GcActors.Core.Actors;

namespace GcActors.Akka;

/// <summary>The way from Akka's refs to ours and back, for whoever has actors on both sides.</summary>
public static class AkkaRefs
{
    /// <summary>Any actor of Akka's (a probe of its TestKit, too) as one that ours can tell things.</summary>
    public static IActorRef<TMessage> AsRefOf<TMessage>(this IActorRef actor) => new Foreign<TMessage>(actor);

    /// <summary>Akka's ref of a hosted actor: to watch it, or to tell it something from an actor of Akka's.</summary>
    /// <exception cref="ArgumentException">The actor is not hosted by Akka.</exception>
    public static IActorRef ToAkka<TMessage>(this IActorRef<TMessage> actor) => actor switch
    {
        AkkaCell<TMessage> cell => cell.AkkaRef,
        Foreign<TMessage> foreign => foreign.Actor,
        _ => throw new ArgumentException($"the actor '{actor.Name}' is not hosted by Akka", nameof(actor)),
    };

    private sealed class Foreign<TMessage>(IActorRef actor) : IActorRef<TMessage>
    {
        public IActorRef Actor => actor;

        public string Name => actor.Path.Name;

        public void Tell(TMessage message) => actor.Tell(message);

        public override string ToString() => Name;
    }
}
