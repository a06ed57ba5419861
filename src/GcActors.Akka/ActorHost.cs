using Akka.Actor;

namespace GcActors.Akka;

/// <summary>The Akka actor in which one of ours receives. It is never restarted: its supervisor stops all when one fails.</summary>
internal sealed class ActorHost<TMessage>(AkkaCell<TMessage> cell) : UntypedActor
{
    protected override void PreStart() => cell.BindThread();

    protected override void PostStop() => cell.Retire();

    protected override void OnReceive(object message)
    {
        if (message is not TMessage known)
        {
            Unhandled(message);
            return;
        }

        cell.Receive(known);
        if (cell.IsStopping)
        {
            Context.Stop(Self);
        }
    }
}
