using GcActors.Core.Actors;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

/// <summary>Where calling actors run on the threads runtime, and what that must not do to their hosts.</summary>
public sealed class CallingDispatcherTests : IDisposable
{
    private readonly ThreadedActorSystem _system = new(seed: 1);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void It_runs_on_the_thread_of_the_actor_that_told_it()
    {
        var seen = new TaskCompletionSource<string?>();
        IActorRef<string> calling = SpawnWitness(seen);
        Spawn<string>("host", ActorDispatcher.Pinned, (message, _) => calling.Tell(message)).Tell("go");

        Assert.Equal("host", Await(seen));
    }

    [Fact]
    public void It_runs_elsewhere_when_the_sender_is_no_actor()
    {
        var seen = new TaskCompletionSource<string?>();
        SpawnWitness(seen).Tell("go");

        Assert.Equal("shared", Await(seen));
    }

    [Fact]
    public void It_runs_elsewhere_when_a_timer_wakes_it()
    {
        var seen = new TaskCompletionSource<string?>();
        IActorRef<int> calling = Spawn<int>("calling", ActorDispatcher.Calling, (turn, context) =>
        {
            // A host that lost its core may still be at its round when the timer comes, and then runs it: only a later timer shows where it wakes.
            if (turn == 0 || Thread.CurrentThread.Name == "host")
            {
                context.Schedule(1_000_000, turn + 1);
            }
            else
            {
                seen.SetResult(Thread.CurrentThread.Name);
            }
        });
        Spawn<int>("host", ActorDispatcher.Pinned, (message, _) => calling.Tell(message)).Tell(0);

        Assert.Equal("shared", Await(seen));
    }

    [Fact]
    public void It_runs_elsewhere_when_the_sender_does_not_lend_its_thread()
    {
        var seen = new TaskCompletionSource<string?>();
        IActorRef<string> calling = SpawnWitness(seen);
        var sender = new LambdaActor<string>((message, _) => calling.Tell(message));
        _system.Spawn(sender, new ActorOptions("worker", ActorDispatcher.Pinned, LendsThread: false)).Tell("go");

        Assert.Equal("shared", Await(seen));
    }

    [Fact]
    public void It_runs_elsewhere_when_the_sender_is_of_another_system()
    {
        using var other = new ThreadedActorSystem(seed: 2);
        var seen = new TaskCompletionSource<string?>();
        IActorRef<string> calling = SpawnWitness(seen);
        other.Spawn(new LambdaActor<string>((message, _) => calling.Tell(message)), new ActorOptions("host", ActorDispatcher.Pinned)).Tell("go");

        Assert.Equal("shared", Await(seen));
    }

    [Fact]
    public async Task Two_that_play_a_million_times_neither_nest_nor_keep_their_host_from_its_mail()
    {
        const int Rallies = 1_000_000;
        var done = new TaskCompletionSource<long>();
        IActorRef<int>? pinger = null;
        long hostsMail = 0;
        IActorRef<int> ponger = Spawn<int>("ponger", ActorDispatcher.Calling, (count, _) => pinger!.Tell(count + 1));
        pinger = Spawn<int>("pinger", ActorDispatcher.Calling, (count, _) =>
        {
            if (count == Rallies)
            {
                done.SetResult(Interlocked.Read(ref hostsMail));
            }
            else
            {
                ponger.Tell(count);
            }
        });
        IActorRef<string> host = Spawn<string>("host", ActorDispatcher.Pinned, (message, context) =>
        {
            if (Interlocked.Increment(ref hostsMail) == 1)
            {
                pinger.Tell(0);
            }

            context.Self.Tell(message);
        });
        host.Tell("go on");

        _system.RunUntil(done.Task);

        Assert.True(await done.Task > 1);
    }

    [Fact]
    public void Its_failure_bears_its_own_name_and_not_the_hosts()
    {
        IActorRef<string> clumsy = Spawn<string>("clumsy", ActorDispatcher.Calling, (_, _) => throw new InvalidDataException());
        Spawn<string>("host", ActorDispatcher.Pinned, (message, _) => clumsy.Tell(message)).Tell("go");

        Assert.Equal("clumsy", Assert.Throws<ActorFailedException>(() => _system.RunUntil(new TaskCompletionSource().Task)).ActorName);
    }

    [Fact]
    public void A_host_that_stops_still_runs_what_it_told()
    {
        var seen = new TaskCompletionSource<string?>();
        IActorRef<string> calling = SpawnWitness(seen);
        Spawn<string>("host", ActorDispatcher.Pinned, (message, context) =>
        {
            calling.Tell(message);
            context.Stop();
        }).Tell("go");

        Assert.Equal("host", Await(seen));
    }

    [Fact]
    public void A_timer_reaches_it_while_its_last_host_does_not_return()
    {
        using var release = new ManualResetEventSlim();
        using var stuck = new ManualResetEventSlim();
        var seen = new TaskCompletionSource<string?>();
        IActorRef<int>? host = null;
        IActorRef<int> watch = Spawn<int>("watch", ActorDispatcher.Calling, (turn, context) =>
        {
            if (turn == 0)
            {
                host!.Tell(1);
            }

            // A thread that lost its core may still be a host when the timer comes: then there is nothing to see yet.
            if (!stuck.IsSet)
            {
                context.Schedule(1_000_000, 1);
                return;
            }

            seen.SetResult(Thread.CurrentThread.Name);
            release.Set();
        });
        host = Spawn<int>("host", ActorDispatcher.Pinned, (turn, _) =>
        {
            if (turn == 0)
            {
                watch.Tell(0);
            }
            else
            {
                stuck.Set();
                release.Wait();
            }
        });
        host.Tell(0);

        Assert.Equal("shared", Await(seen));
    }

    private IActorRef<string> SpawnWitness(TaskCompletionSource<string?> seen) =>
        Spawn<string>("calling", ActorDispatcher.Calling, (_, _) => seen.SetResult(Thread.CurrentThread.Name));

    private string? Await(TaskCompletionSource<string?> seen)
    {
        _system.RunUntil(seen.Task);
        return seen.Task.GetAwaiter().GetResult();
    }

    private IActorRef<TMessage> Spawn<TMessage>(string name, ActorDispatcher dispatcher, Action<TMessage, IActorContext<TMessage>> receive) =>
        _system.Spawn(new LambdaActor<TMessage>(receive), new ActorOptions(name, dispatcher));
}
