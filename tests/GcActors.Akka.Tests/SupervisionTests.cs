using Akka.Actor;
using Akka.Actor.Dsl;
using Akka.TestKit.Xunit2;
using GcActors.Core.Actors;
using GcActors.Tests.Runtime;
using Xunit;

namespace GcActors.Akka.Tests;

/// <summary>What becomes of a trial's actors, and of nobody else, when one of them fails or is stopped.</summary>
public sealed class SupervisionTests : TestKit
{
    private readonly AkkaActorSystem _system;

    public SupervisionTests() => _system = new AkkaActorSystem(Sys, seed: 7);

    private static Task Never => new TaskCompletionSource().Task;

    [Fact]
    public void A_failure_stops_all_actors_of_the_trial_and_restarts_none()
    {
        IActorRef<string> clumsy = Spawn("clumsy", _ => throw new InvalidDataException("dropped it"));
        IActorRef sibling = Watch(Spawn("sibling", _ => { }).ToAkka());
        IActorRef failed = Watch(clumsy.ToAkka());

        EventFilter.Exception<ActorFailedException>(contains: "actor 'clumsy' failed while handling teapot: dropped it").ExpectOne(() => clumsy.Tell("teapot"));

        Assert.Equivalent(new[] { sibling.Path.Name, failed.Path.Name }, new[] { ExpectMsg<Terminated>().ActorRef.Path.Name, ExpectMsg<Terminated>().ActorRef.Path.Name });
        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));
        Assert.Equal(("clumsy", (ulong?)7), (failure.ActorName, failure.Seed));
        Assert.IsType<InvalidDataException>(failure.InnerException);
    }

    [Fact]
    public void The_users_actors_go_on()
    {
        IActorRef echo = Sys.ActorOf(act => act.ReceiveAny((message, context) => context.Sender.Tell(message, context.Self)), "echo");
        IActorRef<string> clumsy = Spawn("clumsy", _ => throw new InvalidDataException());

        EventFilter.Exception<ActorFailedException>().ExpectOne(() => clumsy.Tell("go"));
        Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));
        _system.Dispose();

        echo.Tell("still there", TestActor);
        ExpectMsg("still there");
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void Who_is_killed_has_failed()
    {
        IActorRef<string> victim = Spawn("victim/3", _ => { });

        EventFilter.Exception<ActorKilledException>().ExpectOne(() => victim.ToAkka().Tell(Kill.Instance));

        Assert.Equal("victim/3", Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never)).ActorName);
    }

    [Fact]
    public void Who_is_stopped_from_outside_has_failed_too()
    {
        Spawn("patient", _ => { }).ToAkka().Tell(PoisonPill.Instance);

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));

        Assert.Equal("patient", failure.ActorName);
        Assert.Contains(Sys.Name, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void When_the_users_system_terminates_the_run_ends()
    {
        Spawn("worker", _ => { }).ToAkka();

        Sys.Terminate();

        Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));
        _system.Dispose();
    }

    [Fact]
    public void A_message_of_another_type_is_unhandled_and_no_failure()
    {
        IActorRef actor = Spawn("strings only", _ => { }).ToAkka();
        Sys.EventStream.Subscribe(TestActor, typeof(global::Akka.Event.UnhandledMessage));

        actor.Tell(42);

        Assert.Equal(42, ExpectMsg<global::Akka.Event.UnhandledMessage>().Message);
        _system.RunUntil(Task.CompletedTask);
    }

    protected override void AfterAll()
    {
        _system.Dispose();
        base.AfterAll();
    }

    private IActorRef<string> Spawn(string name, Action<string> receive) =>
        _system.Spawn(new LambdaActor<string>((message, _) => receive(message)), new ActorOptions(name));
}
