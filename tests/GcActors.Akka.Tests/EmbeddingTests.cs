using Akka.Actor;
using Akka.Configuration;
using Akka.Event;
using Akka.TestKit.Xunit2;
using GcActors.Core.Actors;
using GcActors.Tests.Runtime;
using Xunit;

namespace GcActors.Akka.Tests;

/// <summary>A system that lives in somebody else's.</summary>
public sealed class EmbeddingTests() : TestKit("gcactors.akka.shared-dispatcher.throughput = 5")
{
    [Fact]
    public void Its_actors_stop_with_it_and_the_users_system_stays()
    {
        IActorRef actor;
        using (var system = new AkkaActorSystem(Sys, seed: 1))
        {
            actor = Watch(Spawn<string>(system, "worker", (_, _) => { }).ToAkka());
            Assert.Equal(["user", system.SupervisorName, "worker"], actor.Path.Elements);
        }

        ExpectTerminated(actor);
        Assert.False(Sys.WhenTerminated.IsCompleted);
    }

    [Fact]
    public void Several_live_beside_one_another()
    {
        using var one = new AkkaActorSystem(Sys, seed: 1);
        using var other = new AkkaActorSystem(Sys, seed: 2);
        IActorRef<string> both = Spawn<string>(one, "same name", (_, _) => throw new InvalidDataException());
        Spawn<string>(other, "same name", (_, _) => { });

        both.Tell("go");

        Assert.Throws<ActorFailedException>(() => one.RunUntil(new TaskCompletionSource().Task));
        other.RunUntil(Task.CompletedTask);
    }

    [Fact]
    public void Our_settings_lie_below_the_users_and_touch_no_other()
    {
        LogLevel before = Logging.LogLevelFor(Sys.Settings.LogLevel);
        using var system = new AkkaActorSystem(Sys, seed: 1);

        Config ours = Sys.Settings.Config.GetConfig("gcactors.akka");
        Assert.Equal(5, ours.GetInt("shared-dispatcher.throughput"));
        Assert.Equal(100, ours.GetInt("pinned-dispatcher.throughput"));
        Assert.Equal(before, Logging.LogLevelFor(Sys.Settings.LogLevel));
    }

    [Fact]
    public void Only_its_own_dead_letters_are_counted_and_the_user_sees_them_too()
    {
        using var system = new AkkaActorSystem(Sys, seed: 1);
        IActorRef<string> gone = Spawn<string>(system, "gone", (_, context) => context.Stop());
        IActorRef watched = Watch(gone.ToAkka());
        gone.Tell("stop");
        ExpectTerminated(watched);
        Sys.EventStream.Subscribe(TestActor, typeof(DeadLetter));

        Sys.DeadLetters.Tell("somebody else's");
        gone.Tell("too late");

        Assert.Equal("somebody else's", ExpectMsg<DeadLetter>().Message);
        Assert.Equal("too late", ExpectMsg<DeadLetter>().Message);
        AwaitAssert(() => Assert.Equal(1, system.DeadLetters));
        Assert.Equal(1, system.Statistics.DeadLetters);
    }

    [Fact]
    public void An_actor_of_Akkas_can_be_told_things_and_sees_who_told()
    {
        using var system = new AkkaActorSystem(Sys, seed: 1);
        IActorRef<string> probe = TestActor.AsRefOf<string>();
        IActorRef<string> teller = Spawn<string>(system, "teller", (message, _) => probe.Tell(message + "!"));

        teller.Tell("hello");

        ExpectMsg("hello!");
        Assert.Equal(teller.ToAkka(), LastSender);
        Assert.Equal(TestActor, probe.ToAkka());
    }

    [Fact]
    public void A_pinned_actor_keeps_its_core()
    {
        using var system = new AkkaActorSystem(Sys, seed: 1);
        IActorRef<string> probe = TestActor.AsRefOf<string>();
        var pinned = new LambdaActor<string>((_, _) => probe.Tell(AllowedCores()));
        IActorRef<string> bound = system.Spawn(pinned, new ActorOptions("bound", ActorDispatcher.Pinned, Core: 0));

        bound.Tell("where?");
        bound.Tell("and now?");

        ExpectMsg("0");
        ExpectMsg("0");
        Assert.Empty(system.UnboundActors);
    }

    [Fact]
    public void A_core_that_there_is_not_is_named()
    {
        using var system = new AkkaActorSystem(Sys, seed: 1);
        IActorRef<string> probe = TestActor.AsRefOf<string>();
        var pinned = new LambdaActor<string>((message, _) => probe.Tell(message));
        system.Spawn(pinned, new ActorOptions("nowhere", ActorDispatcher.Pinned, Core: 8_000)).Tell("go");

        ExpectMsg("go");
        Assert.Equal(["nowhere"], system.UnboundActors);
    }

    private static IActorRef<TMessage> Spawn<TMessage>(AkkaActorSystem system, string name, Action<TMessage, IActorContext<TMessage>> receive) =>
        system.Spawn(new LambdaActor<TMessage>(receive), new ActorOptions(name));

    private static string AllowedCores() =>
        File.ReadLines("/proc/thread-self/status").Single(line => line.StartsWith("Cpus_allowed_list:", StringComparison.Ordinal)).Split('\t')[1];
}
