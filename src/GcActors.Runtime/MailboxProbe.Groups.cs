using System.Diagnostics;
using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>Probes of more than two actors, and of actors that sleep.</summary>
public sealed partial class MailboxProbe
{
    /// <summary>ns of so many hand-shakes: one actor tells <paramref name="actors"/> others and goes on when all have answered, as a stop of the world does.</summary>
    public long HandShakesNs(int handShakes, int actors)
    {
        using IActorSystem system = _createSystem();
        var done = new TaskCompletionSource();
        var asker = new Asker(handShakes, done);
        IActorRef<ProbeMessage> askerRef = system.Spawn(asker, new ActorOptions("asker", _dispatcher));
        asker.Asked = [.. Enumerable.Range(0, actors).Select(i => system.Spawn(new Ponger(askerRef), new ActorOptions($"asked/{i}", _dispatcher)))];
        return TimeNs(system, askerRef, 1, done);
    }

    /// <summary>ns to start so many actors that share their threads, until each has received a message.</summary>
    public long SpawnsNs(int actors)
    {
        using IActorSystem system = _createSystem();
        var done = new TaskCompletionSource();
        IActorRef<ProbeMessage> counter = system.Spawn(new Counter(actors, done), new ActorOptions("counter"));
        string[] names = [.. Enumerable.Range(0, actors).Select(i => $"spawned/{i}")];
        long start = Stopwatch.GetTimestamp();
        foreach (string name in names)
        {
            system.Spawn(new Ponger(counter), new ActorOptions(name)).Tell(ProbeMessage.Instance);
        }

        system.RunUntil(done.Task);
        return (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    /// <summary>ns from telling an actor that has slept for <paramref name="sleepNs"/> to its receiving, summed over so many times.</summary>
    public long WakeUpsNs(int times, long sleepNs)
    {
        using IActorSystem system = _createSystem();
        var done = new TaskCompletionSource();
        var waker = new Waker(times, sleepNs, done);
        IActorRef<ProbeMessage> wakerRef = system.Spawn(waker, new ActorOptions("waker", _dispatcher));
        waker.Sleeper = system.Spawn(new Sleeper(waker, wakerRef), new ActorOptions("sleeper", _dispatcher));
        wakerRef.Tell(ProbeMessage.Instance);
        system.RunUntil(done.Task);
        return (long)(waker.Ticks * (1e9 / Stopwatch.Frequency));
    }

    private sealed class Asker(int handShakes, TaskCompletionSource done) : IActor<ProbeMessage>
    {
        private int _left = handShakes;
        private int _missing = 1;

        public IActorRef<ProbeMessage>[] Asked { get; set; } = [];

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            if (--_missing > 0)
            {
                return;
            }

            if (_left-- == 0)
            {
                done.SetResult();
                return;
            }

            _missing = Asked.Length;
            foreach (IActorRef<ProbeMessage> asked in Asked)
            {
                asked.Tell(message);
            }
        }
    }

    private sealed class Counter(int messages, TaskCompletionSource done) : IActor<ProbeMessage>
    {
        private int _left = messages;

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            if (--_left == 0)
            {
                done.SetResult();
            }
        }
    }

    /// <summary>Sleeps, tells, and sleeps again when it has been answered: alternately a timer's message and an answer.</summary>
    private sealed class Waker(int times, long sleepNs, TaskCompletionSource done) : IActor<ProbeMessage>
    {
        private int _left = times;
        private bool _tellsNext;

        public IActorRef<ProbeMessage>? Sleeper { get; set; }

        /// <summary>When the sleeper was told last, and what that took in all until it received: read and written by one of the two at a time.</summary>
        public long ToldAt { get; private set; }

        public long Ticks { get; set; }

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            _tellsNext = !_tellsNext;
            if (_tellsNext && _left-- > 0)
            {
                context.Schedule(sleepNs, message);
            }
            else if (_tellsNext)
            {
                done.SetResult();
            }
            else
            {
                ToldAt = Stopwatch.GetTimestamp();
                Sleeper!.Tell(message);
            }
        }
    }

    private sealed class Sleeper(Waker waker, IActorRef<ProbeMessage> wakerRef) : IActor<ProbeMessage>
    {
        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            waker.Ticks += Stopwatch.GetTimestamp() - waker.ToldAt;
            wakerRef.Tell(message);
        }
    }
}
