using System.Diagnostics.Metrics;
using GcActors.Core.Actors;
using GcActors.Core.Telemetry;
using GcActors.Runtime;
using GcActors.Runtime.Telemetry;
using GcActors.Tests.Telemetry;
using Xunit;

namespace GcActors.Tests.Runtime;

/// <summary>Instruments are the process's: these tests run when no other does. Totals are of all systems that ever ran, so names of actors differ.</summary>
[Collection(nameof(Alone))]
public class MailboxMetricsTests
{
    public static TheoryData<string, ActorDispatcher> Runtimes => new()
    {
        { ThreadedActorSystem.Name, ActorDispatcher.Pinned },
        { ThreadedActorSystem.Name, ActorDispatcher.Shared },
        { ThreadedActorSystem.Name, ActorDispatcher.Calling },
        { PooledActorSystem.Name, ActorDispatcher.Shared },
        { SimulatedActorSystem.Name, ActorDispatcher.Shared },
    };

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void Depth_messages_and_waits_are_of_what_an_actor_was_told(string runtime, ActorDispatcher dispatcher)
    {
        using var listener = new MailboxListener();
        string name = $"busy-{runtime}-{dispatcher}";
        Dictionary<string, long> depths = [];
        using (IActorSystem system = ActorSystems.Create(runtime, seed: 1))
        {
            RunToSelf(system, name, dispatcher, 640, () => depths = listener.Read(Metrics.MailboxDepth));
            Assert.Equal(0, listener.Read(Metrics.MailboxDepth)[name]);
        }

        Assert.Equal(639, depths[name]);
        Assert.Equal(640, listener.Read(Metrics.MailboxMessages)[name]);
        Assert.Equal(10, listener.WaitsOf(name).Count);
        Assert.All(listener.WaitsOf(name), seconds => Assert.InRange(seconds, 0, 60));
        Assert.DoesNotContain(name, listener.Read(Metrics.MailboxDepth).Keys);
    }

    [Fact]
    public void A_wait_in_a_simulation_is_exactly_as_long_in_virtual_time()
    {
        using var listener = new MailboxListener();
        using var system = new SimulatedActorSystem(seed: 1, new ActorRuntimeOptions { DeliveryNsMax = 1 });
        var done = new TaskCompletionSource();
        int left = 128;
        IActorRef<int> slow = system.Spawn(new LambdaActor<int>((_, _) => Complete(done, --left)), new ActorOptions("slow"));
        for (int i = 0; i < 128; i++)
        {
            slow.Tell(i);
        }

        system.RunUntil(done.Task);

        // Each delivery takes 1 ns: the message with ordinal n waits for n others and itself. Sampled are 0 and 64 + 39.
        Assert.Equal([1e-9, 104e-9], listener.WaitsOf("slow"));
    }

    [Fact]
    public void A_wait_for_an_actor_that_is_slow_is_as_long_as_it_was_slow()
    {
        using var listener = new MailboxListener();
        using var system = new ThreadedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        using var isTold = new ManualResetEventSlim();
        IActorRef<int> slow = system.Spawn(
            new LambdaActor<int>((number, _) =>
            {
                if (number == 0)
                {
                    isTold.Wait();
                    Thread.Sleep(20);
                }

                Complete(done, 127 - number);
            }),
            new ActorOptions("sleeper", ActorDispatcher.Pinned));
        for (int i = 0; i < 128; i++)
        {
            slow.Tell(i);
        }

        isTold.Set();
        system.RunUntil(done.Task);

        Assert.Equal(2, listener.WaitsOf("sleeper").Count);
        Assert.True(listener.WaitsOf("sleeper")[1] >= 0.02);
    }

    [Fact]
    public void Totals_go_on_over_the_ends_of_systems()
    {
        using var listener = new MailboxListener();
        foreach (long expected in new[] { 100L, 200L })
        {
            using IActorSystem system = ActorSystems.Create(SimulatedActorSystem.Name, seed: 1);
            RunToSelf(system, "again", ActorDispatcher.Shared, 100, () => Assert.Equal(expected - 99, listener.Read(Metrics.MailboxMessages)["again"]));
            Assert.Equal(expected, listener.Read(Metrics.MailboxMessages)["again"]);
        }

        Assert.Equal(200, listener.Read(Metrics.MailboxMessages)["again"]);
    }

    [Fact]
    public void The_first_64_of_a_kind_are_told_apart()
    {
        using var listener = new MailboxListener();
        using var system = new SimulatedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        int left = 70 + 1;
        foreach (string name in Enumerable.Range(0, 70).Select(i => $"many/{i}").Append("few/0"))
        {
            system.Spawn(new LambdaActor<int>((_, _) => Complete(done, --left)), new ActorOptions(name)).Tell(0);
        }

        system.RunUntil(done.Task);

        Dictionary<string, long> messages = listener.Read(Metrics.MailboxMessages);
        Assert.Equal(65, messages.Keys.Count(name => name.StartsWith("many/", StringComparison.Ordinal)));
        Assert.Equal((1, 1, 6, 1), (messages["many/0"], messages["many/63"], messages["many/*"], messages["few/0"]));
        Assert.Equal(6, listener.WaitsOf("many/*").Count);
    }

    [Fact]
    public void Senders_at_once_lose_few_samples_and_no_message()
    {
        const int Senders = 4, Each = 16_000;
        using var listener = new MailboxListener();
        using var system = new ThreadedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        int left = Senders * Each;
        IActorRef<int> receiver = system.Spawn(new LambdaActor<int>((_, _) => Complete(done, --left)), new ActorOptions("crowded", ActorDispatcher.Pinned));
        Parallel.For(0, Senders, _ =>
        {
            for (int i = 0; i < Each; i++)
            {
                receiver.Tell(i);
            }
        });
        system.RunUntil(done.Task);

        Assert.Equal(Senders * Each, listener.Read(Metrics.MailboxMessages)["crowded"]);
        int sampled = SampledFrom(0, Senders * Each).Length;
        Assert.InRange(listener.WaitsOf("crowded").Count, sampled / 2, sampled);
        Assert.All(listener.WaitsOf("crowded"), seconds => Assert.True(seconds >= 0));
    }

    [Fact]
    public void A_simulation_keeps_its_order_when_somebody_listens()
    {
        (ulong, long, long) alone = SimulationTests.RunCrowd(42);
        using var listener = new MailboxListener();
        Assert.Equal(alone, SimulationTests.RunCrowd(42));
        Assert.NotEmpty(listener.WaitsOf("crowd/0"));
    }

    [Fact]
    public void Who_comes_after_a_system_was_made_hears_nothing_of_it()
    {
        using IActorSystem system = ActorSystems.Create(SimulatedActorSystem.Name, seed: 1);
        using var listener = new MailboxListener();
        RunToSelf(system, "unheard", ActorDispatcher.Shared, 100, () => { });

        Assert.DoesNotContain("unheard", listener.Read(Metrics.MailboxMessages).Keys);
        Assert.DoesNotContain("unheard", listener.Read(Metrics.MailboxDepth).Keys);
        Assert.Empty(listener.WaitsOf("unheard"));
    }

    [Fact]
    public void Where_nobody_listens_a_mailbox_counts_nothing()
    {
        using var system = new SimulatedActorSystem(seed: 1);
        Assert.Null(((ActorCell)system.Spawn(new LambdaActor<int>((_, _) => { }), new ActorOptions("alone"))).Clock);
    }

    [Fact]
    public void Who_listens_to_depths_only_gets_no_waits()
    {
        using var listener = new MailboxListener(Metrics.MailboxDepth);
        using var system = new SimulatedActorSystem(seed: 1);
        using var late = new MailboxListener(Metrics.MailboxWait);
        RunToSelf(system, "deep", ActorDispatcher.Shared, 100, () => Assert.Equal(99, listener.Read(Metrics.MailboxDepth)["deep"]));

        Assert.Equal(0, listener.Read(Metrics.MailboxDepth)["deep"]);
        Assert.Empty(late.WaitsOf("deep"));
    }

    [Theory]
    [MemberData(nameof(Runtimes))]
    public void An_actor_that_has_stopped_has_no_depth(string runtime, ActorDispatcher dispatcher)
    {
        using var listener = new MailboxListener();
        using IActorSystem system = ActorSystems.Create(runtime, seed: 1);
        var done = new TaskCompletionSource();
        string name = $"stopped-{runtime}-{dispatcher}";
        IActorRef<int> stopping = system.Spawn(
            new LambdaActor<int>((_, context) =>
            {
                context.Self.Tell(1);
                context.Stop();
                context.Self.Tell(2);
                done.SetResult();
            }),
            new ActorOptions(name, dispatcher));
        stopping.Tell(0);
        system.RunUntil(done.Task);
        Assert.True(SpinWait.SpinUntil(() => ((ActorCell)stopping).IsStopped, TimeSpan.FromSeconds(60)));
        stopping.Tell(3);

        Assert.Equal(0, listener.Read(Metrics.MailboxDepth)[name]);
        Assert.Equal(1, listener.Read(Metrics.MailboxMessages)[name]);
    }

    [Fact]
    public void Instruments_are_as_declared()
    {
        using var listener = new MailboxListener();
        using IActorSystem system = ActorSystems.Create(SimulatedActorSystem.Name, seed: 1);
        InstrumentDefinition[] declared = [.. Metrics.All.Where(metric => metric.Scope == Sources.RuntimeName)];
        Assert.Equal(
            declared.Select(d => (d.Name, (string?)d.Unit, (string?)d.Description, d.Kind)).OrderBy(d => d.Name, StringComparer.Ordinal),
            listener.Published.Select(i => (i.Name, i.Unit, i.Description, KindOf(i))).OrderBy(i => i.Name, StringComparer.Ordinal));
    }

    [Fact]
    public void One_of_every_64_messages_is_sampled_in_every_place()
    {
        long[] sampled = SampledFrom(0, 64 * 64);
        Assert.Equal(0, sampled[0]);
        Assert.Equal(Enumerable.Range(0, 64), sampled.Select(n => (int)(n / 64)));
        Assert.Equal(64, sampled.Select(n => n % 64).Distinct().Count());
    }

    [Fact]
    public void Of_a_busy_mailbox_one_of_every_1024_is_sampled_in_every_place()
    {
        const int Busy = 64 * 64;
        long[] sampled = SampledFrom(Busy, 1024 * 1024);
        Assert.Equal(Enumerable.Range(Busy / 1024, 1024), sampled.Select(n => (int)(n / 1024)));
        Assert.Equal(1024, sampled.Select(n => n % 1024).Distinct().Count());
    }

    private static long[] SampledFrom(int first, int count) => [.. Enumerable.Range(first, count).Select(n => (long)n).Where(MailboxClock.IsSampled)];

    /// <summary>An actor that tells itself all but its first message in its first, so that how many wait then is known on every runtime.</summary>
    private static void RunToSelf(IActorSystem system, string name, ActorDispatcher dispatcher, int messages, Action whenAllWait)
    {
        var done = new TaskCompletionSource();
        int left = messages;
        system.Spawn(
            new LambdaActor<int>((number, context) =>
            {
                for (int i = 1; number == 0 && i < messages; i++)
                {
                    context.Self.Tell(i);
                }

                if (number == 0)
                {
                    whenAllWait();
                }

                Complete(done, --left);
            }),
            new ActorOptions(name, dispatcher)).Tell(0);
        system.RunUntil(done.Task);
    }

    private static void Complete(TaskCompletionSource done, int left)
    {
        if (left == 0)
        {
            done.SetResult();
        }
    }

    private static InstrumentKind KindOf(Instrument instrument) => instrument switch
    {
        Histogram<double> => InstrumentKind.Histogram,
        ObservableGauge<long> => InstrumentKind.ObservableGauge,
        _ => Assert.IsType<ObservableCounter<long>>(instrument) is { } ? InstrumentKind.ObservableCounter : default,
    };
}
