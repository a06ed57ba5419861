using GcActors.Core.Actors;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

/// <summary>What an actor may rely on, whatever runs it: one suite for each runtime we ship.</summary>
public abstract class RuntimeConformance : IDisposable
{
    private readonly ActorSystemBase _system;
    private readonly ActorDispatcher _dispatcher;

    private protected RuntimeConformance(ActorSystemBase system, ActorDispatcher dispatcher)
    {
        _system = system;
        _dispatcher = dispatcher;
    }

    private protected abstract int RingActors { get; }

    public void Dispose()
    {
        _system.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public void Messages_of_one_sender_arrive_in_the_order_sent() =>
        ConformanceChecks.Messages_of_one_sender_arrive_in_the_order_sent(_system, _dispatcher);

    [Fact]
    public void An_actor_never_receives_two_messages_at_once() =>
        ConformanceChecks.An_actor_never_receives_two_messages_at_once(_system, _dispatcher);

    [Fact]
    public void Telling_never_runs_the_receiver() =>
        ConformanceChecks.Telling_never_runs_the_receiver(_system, _dispatcher);

    [Fact]
    public void What_one_call_wrote_the_next_call_sees()
    {
        const int Senders = 4, Each = 5_000;
        var done = new TaskCompletionSource();
        long plainSum = 0;
        int plainCount = 0;
        IActorRef<int> adder = Spawn<int>("adder", (number, _) =>
        {
            plainSum += number;
            if (++plainCount == Senders * Each)
            {
                done.SetResult();
            }
        });
        for (int sender = 0; sender < Senders; sender++)
        {
            Spawn<string>($"sender/{sender}", (_, _) =>
            {
                for (int i = 1; i <= Each; i++)
                {
                    adder.Tell(i);
                }
            }).Tell("go");
        }

        _system.RunUntil(done.Task);

        Assert.Equal((long)Senders * Each * (Each + 1) / 2, plainSum);
    }

    [Fact]
    public void Two_actors_play_ping_pong_ten_thousand_times()
    {
        var done = new TaskCompletionSource();
        IActorRef<int>? pinger = null;
        IActorRef<int> ponger = Spawn<int>("ponger", (count, _) => pinger!.Tell(count + 1));
        pinger = Spawn<int>("pinger", (count, _) =>
        {
            if (count == 10_000)
            {
                done.SetResult();
                return;
            }

            ponger.Tell(count);
        });
        pinger.Tell(0);

        _system.RunUntil(done.Task);

        Assert.Equal(20_001, _system.Statistics.Messages);
    }

    [Fact]
    public void A_message_goes_round_a_ring_of_many_actors()
    {
        const int Laps = 3;
        var done = new TaskCompletionSource();
        var ring = new IActorRef<int>[RingActors];
        for (int i = 0; i < ring.Length; i++)
        {
            int next = (i + 1) % ring.Length;
            Action<int, IActorContext<int>> receive = (hops, _) =>
            {
                if (hops == Laps * ring.Length)
                {
                    done.SetResult();
                    return;
                }

                ring[next].Tell(hops + 1);
            };

            // Many actors are shared ones: pinned, the threads runtime would start a thread for each.
            ring[i] = _system.Spawn(new LambdaActor<int>(receive), new ActorOptions($"ring/{i}"));
        }

        ring[0].Tell(0);

        _system.RunUntil(done.Task);

        Assert.Equal((Laps * ring.Length) + 1, _system.Statistics.Messages);
    }

    [Fact]
    public void Pinned_and_shared_actors_talk_to_each_other()
    {
        var done = new TaskCompletionSource();
        IActorRef<int>? pinned = null;
        IActorRef<int> shared = _system.Spawn(
            new LambdaActor<int>((count, _) => pinned!.Tell(count + 1)), new ActorOptions("shared one"));
        var pinnedActor = new LambdaActor<int>((count, _) =>
        {
            if (count < 1_000)
            {
                shared.Tell(count);
                return;
            }

            done.SetResult();
        });
        pinned = _system.Spawn(pinnedActor, new ActorOptions("pinned one", ActorDispatcher.Pinned, Core: 0));
        pinned.Tell(0);

        _system.RunUntil(done.Task);
    }

    [Fact]
    public void A_calling_actor_that_many_pinned_ones_tell_loses_nothing_and_does_one_thing_at_a_time()
    {
        const int Senders = 3, Each = 5_000;
        var done = new TaskCompletionSource();
        int plainCount = 0;
        int playing = Senders;
        var echoes = new int[Senders];
        var senders = new IActorRef<int>[Senders];
        IActorRef<int> calling = _system.Spawn(
            new LambdaActor<int>((sender, _) =>
            {
                plainCount++;
                senders[sender].Tell(1);
            }),
            new ActorOptions("calling one", ActorDispatcher.Calling));
        for (int s = 0; s < Senders; s++)
        {
            int sender = s;
            var actor = new LambdaActor<int>((echo, _) =>
            {
                echoes[sender] += echo;
                if (echoes[sender] < Each)
                {
                    calling.Tell(sender);
                }
                else if (Interlocked.Decrement(ref playing) == 0)
                {
                    done.SetResult();
                }
            });
            senders[s] = _system.Spawn(actor, new ActorOptions($"pinned/{s}", ActorDispatcher.Pinned));
        }

        foreach (IActorRef<int> sender in senders)
        {
            sender.Tell(0);
        }

        _system.RunUntil(done.Task);

        Assert.Equal(Senders * Each, plainCount);
    }

    [Fact]
    public void Timers_are_not_early_and_fire_in_order()
    {
        long[] delaysNs = [3_000_000, 0, 1_000_000, 2_000_000, 50_000];
        var done = new TaskCompletionSource();
        var timers = new Dictionary<long, (long DueFromNs, long DueToNs)>();
        var arrived = new List<long>();
        bool early = false;
        IActorRef<long> actor = Spawn<long>("timed", (delayNs, context) =>
        {
            if (delayNs < 0)
            {
                foreach (long delay in delaysNs)
                {
                    // On real clocks scheduling takes time too: what is known is between which two times a timer falls due.
                    long beforeNs = context.NowNs;
                    context.Schedule(delay, delay);
                    timers[delay] = (beforeNs + delay, context.NowNs + delay);
                }

                return;
            }

            early |= context.NowNs < timers[delayNs].DueFromNs;
            arrived.Add(delayNs);
            if (arrived.Count == delaysNs.Length)
            {
                done.SetResult();
            }
        });
        actor.Tell(-1);

        _system.RunUntil(done.Task);

        Assert.False(early);
        for (int i = 1; i < arrived.Count; i++)
        {
            Assert.True(timers[arrived[i - 1]].DueFromNs <= timers[arrived[i]].DueToNs, $"order of arrival: {string.Join(", ", arrived)}");
        }
    }

    [Fact]
    public void A_negative_delay_is_refused()
    {
        IActorRef<string> actor = Spawn<string>("timed", (_, context) => context.Schedule(-1, "late"));
        actor.Tell("go");

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));

        Assert.IsType<ArgumentOutOfRangeException>(failure.InnerException);
    }

    [Fact]
    public void A_stopped_actor_receives_nothing_more_and_what_it_is_told_is_counted()
    {
        var done = new TaskCompletionSource();
        int received = 0;
        IActorRef<int> witness = Spawn<int>("witness", (_, _) => done.SetResult());
        IActorRef<int> actor = Spawn<int>("stopping", (_, context) =>
        {
            if (++received == 3)
            {
                context.Stop();
                witness.Tell(0);
            }
        });
        for (int i = 0; i < 10; i++)
        {
            actor.Tell(i);
        }

        _system.RunUntil(done.Task);
        SpinWait.SpinUntil(() => _system.DeadLetters == 7, TimeSpan.FromSeconds(30));
        actor.Tell(11);
        SpinWait.SpinUntil(() => _system.DeadLetters == 8, TimeSpan.FromSeconds(30)); // a runtime may learn of them a moment later

        Assert.Equal(8, _system.DeadLetters);
        Assert.Equal(3, received);
        Assert.Equal(4, _system.Statistics.Messages);
    }

    [Fact]
    public void A_timer_of_a_stopped_actor_is_a_dead_letter()
    {
        var done = new TaskCompletionSource();
        IActorRef<string> sleeper = Spawn<string>("sleeper", (_, context) => context.Schedule(2_000_000, "wake"));
        IActorRef<string> stopping = Spawn<string>("stopping", (_, context) =>
        {
            context.Schedule(1_000_000, "lost");
            context.Stop();
        });
        IActorRef<string> witness = Spawn<string>("witness", (_, context) =>
        {
            if (_system.DeadLetters == 1)
            {
                done.SetResult();
                return;
            }

            context.Schedule(500_000, "look again");
        });
        sleeper.Tell("go");
        stopping.Tell("go");
        witness.Tell("go");

        _system.RunUntil(done.Task);
    }

    [Fact]
    public void A_failure_carries_actor_message_seed_and_cause()
    {
        Spawn<Order>("clumsy", (_, _) => throw new InvalidDataException("dropped it")).Tell(new Order("teapot"));

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));

        Assert.Equal("clumsy", failure.ActorName);
        Assert.Equal(_system.Seed, failure.Seed);
        Assert.IsType<InvalidDataException>(failure.InnerException);
        Assert.Contains("Order { What = teapot }", failure.Message, StringComparison.Ordinal);
        Assert.Contains("dropped it", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failure_ends_the_run_while_others_are_busy()
    {
        for (int i = 0; i < 3; i++)
        {
            Spawn<string>($"busy/{i}", (message, context) => context.Self.Tell(message)).Tell("again");
        }

        int left = 100;
        Spawn<string>("doomed", (message, context) =>
        {
            if (--left == 0)
            {
                throw new InvalidDataException();
            }

            context.Self.Tell(message);
        }).Tell("again");

        Assert.Equal("doomed", Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never)).ActorName);
        _system.Dispose();
    }

    [Fact]
    public void The_first_failure_is_the_one_that_is_thrown_again_and_again()
    {
        IActorRef<string> second = Spawn<string>("second", (_, _) => throw new InvalidDataException());
        Spawn<string>("first", (_, _) => throw new InvalidDataException()).Tell("go");

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));
        second.Tell("too late");

        Assert.Equal("first", failure.ActorName);
        Assert.Same(failure, Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never)));
        Assert.Same(failure, Assert.Throws<ActorFailedException>(() => _system.RunUntil(Task.CompletedTask)));
    }

    [Fact]
    public void A_message_that_cannot_print_itself_does_not_hide_the_failure()
    {
        Spawn<Unprintable>("clumsy", (_, _) => throw new InvalidDataException("the cause")).Tell(new Unprintable());

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));

        Assert.Contains("the cause", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_can_be_given_once()
    {
        Spawn<string>("one", (_, _) => { });

        var refused = Assert.Throws<ArgumentException>(() => Spawn<int>("one", (_, _) => { }));

        Assert.Contains("'one'", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Running_until_a_completed_task_returns() => _system.RunUntil(Task.CompletedTask);

    [Fact]
    public void A_faulted_completion_throws_its_own_exception() =>
        Assert.Throws<InvalidDataException>(() => _system.RunUntil(Task.FromException(new InvalidDataException())));

    [Fact]
    public void A_system_can_be_run_again()
    {
        var first = new TaskCompletionSource();
        var second = new TaskCompletionSource();
        IActorRef<TaskCompletionSource> actor = Spawn<TaskCompletionSource>("completer", (completion, _) => completion.SetResult());

        actor.Tell(first);
        _system.RunUntil(first.Task);
        actor.Tell(second);
        _system.RunUntil(second.Task);

        Assert.Equal(2, _system.Statistics.Messages);
    }

    [Fact]
    public void An_actor_may_spawn_another_while_it_receives()
    {
        var done = new TaskCompletionSource();
        Spawn<int>("generation/0", Breed).Tell(0);

        _system.RunUntil(done.Task);

        Assert.Equal(11, _system.Statistics.Messages);

        void Breed(int generation, IActorContext<int> context)
        {
            if (generation == 10)
            {
                done.SetResult();
                return;
            }

            Spawn<int>($"generation/{generation + 1}", Breed).Tell(generation + 1);
        }
    }

    [Fact]
    public void An_actor_may_tell_itself()
    {
        var done = new TaskCompletionSource();
        IActorRef<int> self = Spawn<int>("self", (count, context) =>
        {
            if (count == 0)
            {
                done.SetResult();
                return;
            }

            context.Self.Tell(count - 1);
        });
        self.Tell(1_000);

        _system.RunUntil(done.Task);

        Assert.Equal(1_001, _system.Statistics.Messages);
    }

    [Fact]
    public void An_actor_that_waits_for_its_own_system_is_refused()
    {
        Spawn<string>("waiting", (_, _) => _system.RunUntil(Never)).Tell("go");

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(Never));

        Assert.IsType<InvalidOperationException>(failure.InnerException);
    }

    [Fact]
    public void A_disposed_system_neither_spawns_nor_runs()
    {
        _system.Dispose();

        Assert.Throws<ObjectDisposedException>(() => Spawn<string>("late", (_, _) => { }));
        Assert.Throws<ObjectDisposedException>(() => _system.RunUntil(Never));
    }

    [Fact]
    public void After_dispose_nobody_receives()
    {
        var started = new TaskCompletionSource();
        long received = 0;
        Spawn<string>("busy", (message, context) =>
        {
            received++;
            started.TrySetResult();
            context.Self.Tell(message);
        }).Tell("again");
        _system.RunUntil(started.Task);

        _system.Dispose();
        long afterDispose = received;
        Thread.Yield();

        Assert.Equal(afterDispose, Volatile.Read(ref received));
        Assert.Equal(afterDispose, _system.Statistics.Messages);
    }

    private static Task Never => new TaskCompletionSource().Task;

    private IActorRef<TMessage> Spawn<TMessage>(string name, Action<TMessage, IActorContext<TMessage>> receive) =>
        _system.Spawn(new LambdaActor<TMessage>(receive), new ActorOptions(name, _dispatcher));

    private sealed record Order(string What);

    private sealed class Unprintable
    {
        public override string ToString() => throw new NotSupportedException("no text");
    }
}
