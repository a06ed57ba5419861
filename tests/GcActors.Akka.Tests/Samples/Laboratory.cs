using Akka.Actor;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;

namespace GcActors.Akka.Tests.Samples;

/// <summary>An actor of an application's own ActorSystem that runs a trial in that same system for whoever asks, and answers with the report.</summary>
public sealed class Laboratory : ReceiveActor
{
    public Laboratory() => Receive<TrialSettings>(settings =>
    {
        ActorSystem akka = Context.System; // the context is gone when the task runs
        Task.Run(() => Trial.Run(settings, new AkkaActorSystem(akka, settings.Seed))).PipeTo(Sender);
    });
}
