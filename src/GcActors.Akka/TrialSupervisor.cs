using Akka.Actor;
using Akka.Event;
using GcActors.Core.Actors;

namespace GcActors.Akka;

/// <summary>Starts the actors of one trial as its children, stops all of them when one fails, and counts what is told to those that have stopped.</summary>
internal sealed class TrialSupervisor(AkkaActorSystem system) : UntypedActor
{
    private readonly Dictionary<IActorRef, IHostedCell> _hosted = [];

    protected override void PreStart() => Context.System.EventStream.Subscribe(Self, typeof(DeadLetter));

    protected override void PostStop()
    {
        Context.System.EventStream.Unsubscribe(Self);
        system.End();
    }

    /// <summary>A trial in which an actor failed is no measurement, so nobody is restarted and nobody goes on.</summary>
    protected override SupervisorStrategy SupervisorStrategy() => new AllForOneStrategy(cause =>
    {
        system.Fail(cause as ActorFailedException ?? system.FailureOf(NameOf(Sender), message: null, cause));
        return Directive.Stop;
    });

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case IHostedCell cell:
                Host(cell);
                break;
            case DeadLetter letter when _hosted.TryGetValue(letter.Recipient, out IHostedCell? recipient):
                recipient.NoteDeadLetter(letter.Message);
                break;
            case DeadLetter:
                break; // somebody else's
            default:
                Unhandled(message);
                break;
        }
    }

    /// <summary>What Akka refuses (a dispatcher that a user's settings broke) is the actor's failure, not the supervisor's.</summary>
    private void Host(IHostedCell cell)
    {
        try
        {
            IActorRef host = Context.ActorOf(cell.Host, Uri.EscapeDataString(cell.Name)); // Akka's names allow neither '/' nor a space
            _hosted.Add(host, cell);
            cell.Started(host);
        }
        catch (Exception refused)
        {
            system.Fail(cell.Name, "its start", refused);
        }
    }

    private string NameOf(IActorRef child) => _hosted.TryGetValue(child, out IHostedCell? cell) ? cell.Name : child.Path.Name;
}
