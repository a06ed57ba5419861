using GcActors.Core.Actors;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

public class SimulationTests
{
    private const long OneYearNs = 365L * 24 * 3600 * 1_000_000_000;

    [Fact]
    public void The_same_seed_gives_the_same_order()
    {
        for (ulong seed = 0; seed < 20; seed++)
        {
            Assert.Equal(RunCrowd(seed), RunCrowd(seed));
        }
    }

    [Fact]
    public void Different_seeds_give_different_orders() =>
        Assert.True(Enumerable.Range(0, 20).Select(seed => RunCrowd((ulong)seed).Signature).Distinct().Count() > 15);

    [Fact]
    public void A_seed_that_was_drawn_once_keeps_its_order_in_every_process() =>
        Assert.Equal(5128146283979741264UL, RunCrowd(42).Signature);

    [Fact]
    public void The_signature_tells_receivers_and_message_types_apart()
    {
        ulong toFirst = SignatureOf(first => first ? "text" : null);
        ulong toSecond = SignatureOf(first => first ? null : "text");
        ulong otherType = SignatureOf(first => first ? 1.5 : null);

        Assert.Equal(3, new[] { toFirst, toSecond, otherType }.Distinct().Count());
    }

    [Fact]
    public void A_deadlock_names_the_state_of_every_actor()
    {
        using var system = new SimulatedActorSystem(seed: 5);
        IActorRef<string> philosopher = system.Spawn(
            new LambdaActor<string>((_, _) => { }) { State = "waits for the left fork" }, new ActorOptions("philosopher/0"));
        system.Spawn(new LambdaActor<string>((_, _) => { }) { State = "waits for the right fork" }, new ActorOptions("philosopher/1"));
        system.Spawn(new LambdaActor<string>((_, context) => context.Stop()), new ActorOptions("waiter")).Tell("leave");
        philosopher.Tell("eat");

        var deadlock = Assert.Throws<ActorDeadlockException>(() => system.RunUntil(new TaskCompletionSource().Task));

        Assert.Equal(
            [
                "philosopher/0: 0 queued, 1 received: waits for the left fork",
                "philosopher/1: 0 queued, 0 received: waits for the right fork",
                "waiter: 0 queued, 1 received, stopped: stateless",
            ],
            deadlock.States);
        Assert.Equal(5UL, deadlock.Seed);
        Assert.Contains("left fork", deadlock.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_year_of_virtual_time_passes_at_once()
    {
        using var system = new SimulatedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        long wokeNs = 0;
        system.Spawn(
            new LambdaActor<string>((message, context) =>
            {
                if (message == "sleep")
                {
                    context.Schedule(OneYearNs, "wake");
                    return;
                }

                wokeNs = context.NowNs;
                done.SetResult();
            }),
            new ActorOptions("sleeper")).Tell("sleep");

        system.RunUntil(done.Task);

        Assert.InRange(wokeNs, OneYearNs, OneYearNs + 10_000);
    }

    [Fact]
    public void Time_does_not_jump_over_a_message_that_can_be_delivered()
    {
        using var system = new SimulatedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        var order = new List<string>();
        system.Spawn(
            new LambdaActor<string>((message, context) =>
            {
                order.Add(message);
                if (message == "start")
                {
                    context.Schedule(OneYearNs, "later");
                    context.Self.Tell("now");
                }
                else if (message == "later")
                {
                    done.SetResult();
                }
            }),
            new ActorOptions("one")).Tell("start");

        system.RunUntil(done.Task);

        Assert.Equal(["start", "now", "later"], order);
    }

    [Fact]
    public void A_timer_comes_due_while_others_keep_talking()
    {
        using var system = new SimulatedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        system.Spawn(new LambdaActor<string>((message, context) => context.Self.Tell(message)), new ActorOptions("talker")).Tell("again");
        system.Spawn(
            new LambdaActor<string>((message, context) =>
            {
                if (message == "sleep")
                {
                    context.Schedule(100_000, "wake");
                    return;
                }

                done.SetResult();
            }),
            new ActorOptions("sleeper")).Tell("sleep");

        system.RunUntil(done.Task);

        Assert.True(system.Statistics.Messages > 100);
    }

    [Fact]
    public void The_step_limit_is_named_when_it_ends_a_run()
    {
        using var system = new SimulatedActorSystem(seed: 9, new ActorRuntimeOptions { StepLimit = 1_234 });
        system.Spawn(new LambdaActor<string>((message, context) => context.Self.Tell(message)), new ActorOptions("endless")).Tell("again");

        var limit = Assert.Throws<StepLimitException>(() => system.RunUntil(new TaskCompletionSource().Task));

        Assert.Equal(1_234, limit.StepLimit);
        Assert.Equal(1_234, system.Statistics.Messages);
        Assert.Contains("step limit", limit.Message, StringComparison.Ordinal);
        Assert.Contains("1234", limit.Message, StringComparison.Ordinal);
        Assert.Contains("seed 9", limit.Message, StringComparison.Ordinal);
        Assert.Contains("endless: 1 queued", limit.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_message_from_another_thread_is_refused_while_the_simulation_runs()
    {
        using var system = new SimulatedActorSystem(seed: 1);
        IActorRef<string> receiver = system.Spawn(new LambdaActor<string>((_, _) => { }), new ActorOptions("receiver"));
        Exception? refused = null;
        var done = new TaskCompletionSource();
        system.Spawn(
            new LambdaActor<string>((_, _) =>
            {
                var other = new Thread(() => refused = Record.Exception(() => receiver.Tell("from outside")));
                other.Start();
                other.Join();
                done.SetResult();
            }),
            new ActorOptions("sender")).Tell("go");

        system.RunUntil(done.Task);

        Assert.IsType<InvalidOperationException>(refused);
    }

    /// <summary>Ten actors that pass messages to neighbours and to themselves, with timers: enough freedom for a seed to matter.</summary>
    internal static (ulong Signature, long Messages, long EndNs) RunCrowd(ulong seed)
    {
        using var system = new SimulatedActorSystem(seed);
        var done = new TaskCompletionSource();
        var refs = new IActorRef<object>[10];
        int left = 500;
        long endNs = 0;
        for (int i = 0; i < refs.Length; i++)
        {
            int id = i;
            refs[i] = system.Spawn(
                new LambdaActor<object>((message, context) =>
                {
                    if (--left == 0)
                    {
                        endNs = context.NowNs;
                        done.SetResult();
                        return;
                    }

                    refs[(id + 3) % refs.Length].Tell(message is string ? 1 : "text");
                    if (id % 3 == 0)
                    {
                        context.Schedule(5_000, 2L);
                    }
                }),
                new ActorOptions($"crowd/{i}"));
        }

        Array.ForEach(refs, actor => actor.Tell("start"));
        system.RunUntil(done.Task);
        return (system.Statistics.OrderSignature, system.Statistics.Messages, endNs);
    }

    private static ulong SignatureOf(Func<bool, object?> message)
    {
        using var system = new SimulatedActorSystem(seed: 1);
        var done = new TaskCompletionSource();
        foreach (bool isFirst in new[] { true, false })
        {
            IActorRef<object> actor = system.Spawn(new LambdaActor<object>((_, _) => done.SetResult()), new ActorOptions($"first: {isFirst}"));
            if (message(isFirst) is { } told)
            {
                actor.Tell(told);
            }
        }

        system.RunUntil(done.Task);
        return system.Statistics.OrderSignature;
    }
}
