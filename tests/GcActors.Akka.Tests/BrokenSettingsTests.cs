using Akka.Configuration;
using Akka.TestKit.Xunit2;
using GcActors.Core.Actors;
using GcActors.Tests.Runtime;
using Xunit;

namespace GcActors.Akka.Tests;

/// <summary>A user's HOCON that breaks what lies below it.</summary>
public sealed class BrokenSettingsTests() : TestKit("gcactors.akka.shared-dispatcher.type = NoSuchDispatcher")
{
    [Fact]
    public void An_actor_that_Akka_does_not_start_has_failed_and_is_named()
    {
        using var system = new AkkaActorSystem(Sys, seed: 1);
        IActorRef<string> actor = system.Spawn(new LambdaActor<string>((_, _) => { }), new ActorOptions("unborn"));

        actor.Tell("into the void");

        var failure = Assert.Throws<ActorFailedException>(() => system.RunUntil(new TaskCompletionSource().Task));
        Assert.Equal("unborn", failure.ActorName);
        Assert.IsType<ConfigurationException>(failure.InnerException);
    }
}
