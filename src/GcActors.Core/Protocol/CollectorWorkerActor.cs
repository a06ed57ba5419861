using GcActors.Core.Actors;

namespace GcActors.Core.Protocol;

/// <summary>Runs shares of parallel phases, on a thread of its own where the runtime gives one.</summary>
internal sealed class CollectorWorkerActor : IActor<WorkerMessage>
{
    public void Receive(WorkerMessage message, IActorContext<WorkerMessage> context)
    {
        message.Phase.Run(message.Share);
        message.ReplyTo.Tell(new CollectorMessage.ShareDone(message.CollectionId, message.PhaseNumber));
    }
}
