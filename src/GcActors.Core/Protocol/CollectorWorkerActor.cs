using GcActors.Core.Actors;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>Runs shares of parallel phases, on a thread of its own where the runtime gives one.</summary>
internal sealed class CollectorWorkerActor : IActor<WorkerMessage>
{
    public void Receive(WorkerMessage message, IActorContext<WorkerMessage> context)
    {
        bool traced = message.Trace.IsRecorded;
        long fromNs = traced ? context.NowNs : 0;
        message.Phase.Run(message.Share);
        var share = new ShareRecord(message.PhaseNumber, message.Share, fromNs, traced ? context.NowNs : 0);
        message.ReplyTo.Tell(new CollectorMessage.ShareDone(message.CollectionId, share));
    }
}
