using GcActors.Core.Actors;
using Xunit;

namespace GcActors.Tests.Runtime;

/// <summary>
/// The promises of a runtime that a schedule can break unnoticed. Apart from the suite so that broken runtimes can be put through them.
/// </summary>
internal static class ConformanceChecks
{
    private const int Senders = 4;
    private const int MessagesPerSender = 2_000;
    private const int MessagesPerTurn = 50;
    private const int Rallies = 2_000;

    /// <summary>Receives that the calling thread is inside of.</summary>
    [ThreadStatic]
    private static int t_depth;

    public static void Messages_of_one_sender_arrive_in_the_order_sent(IActorSystem system, ActorDispatcher dispatcher)
    {
        var next = new int[Senders];
        int outOfOrder = 0;
        int left = Senders * MessagesPerSender;
        var done = new TaskCompletionSource();
        var receiver = new LambdaActor<Numbered>((message, _) =>
        {
            outOfOrder += message.Number == next[message.Sender] ? 0 : 1;
            next[message.Sender]++;
            if (--left == 0)
            {
                done.SetResult();
            }
        });
        SendFromAll(system, dispatcher, system.Spawn(receiver, new ActorOptions("receiver", dispatcher)));

        system.RunUntil(done.Task);

        Assert.Equal(0, outOfOrder);
    }

    public static void An_actor_never_receives_two_messages_at_once(IActorSystem system, ActorDispatcher dispatcher)
    {
        int inside = 0;
        int overlaps = 0;
        int left = Senders * MessagesPerSender;
        var done = new TaskCompletionSource();
        var receiver = new LambdaActor<Numbered>((message, _) =>
        {
            if (Interlocked.Increment(ref inside) != 1)
            {
                Interlocked.Increment(ref overlaps);
            }

            Thread.Yield(); // stay a moment: an overlap must have time to happen
            Interlocked.Decrement(ref inside);
            if (Interlocked.Decrement(ref left) == 0)
            {
                done.SetResult();
            }
        });
        SendFromAll(system, dispatcher, system.Spawn(receiver, new ActorOptions("receiver", dispatcher)));

        system.RunUntil(done.Task);

        Assert.Equal(0, overlaps);
    }

    /// <summary>Three actors tell one another and themselves; no Receive begins on a thread before the last one there has returned, so depth stays bounded too.
    /// </summary>
    public static void Telling_never_runs_the_receiver(IActorSystem system, ActorDispatcher dispatcher)
    {
        var done = new TaskCompletionSource();
        var trio = new IActorRef<int>[3];
        int deepest = 0;
        for (int i = 0; i < trio.Length; i++)
        {
            int next = (i + 1) % trio.Length;
            var actor = new LambdaActor<int>((left, context) =>
            {
                InterlockedMax(ref deepest, ++t_depth);
                if (left > 0)
                {
                    trio[next].Tell(left - 1);
                    context.Self.Tell(-1);
                }
                else if (left == 0)
                {
                    done.SetResult();
                }

                t_depth--;
            });
            trio[i] = system.Spawn(actor, new ActorOptions($"trio/{i}", dispatcher));
        }

        trio[0].Tell(Rallies);

        system.RunUntil(done.Task);

        Assert.Equal(1, deepest);
    }

    private static void InterlockedMax(ref int greatest, int value)
    {
        for (int seen = Volatile.Read(ref greatest); seen < value;)
        {
            seen = Interlocked.CompareExchange(ref greatest, value, seen);
        }
    }

    /// <summary>Each sender is an actor that sends in turns, so that senders, receiver and scheduling interleave.</summary>
    private static void SendFromAll(IActorSystem system, ActorDispatcher dispatcher, IActorRef<Numbered> receiver)
    {
        for (int sender = 0; sender < Senders; sender++)
        {
            int id = sender;
            int sent = 0;
            var actor = new LambdaActor<string>((message, context) =>
            {
                for (int i = 0; i < MessagesPerTurn; i++)
                {
                    receiver.Tell(new Numbered(id, sent++));
                }

                if (sent < MessagesPerSender)
                {
                    context.Self.Tell(message);
                }
            });
            system.Spawn(actor, new ActorOptions($"sender/{id}", dispatcher)).Tell("go");
        }
    }

    private sealed record Numbered(int Sender, int Number);
}
