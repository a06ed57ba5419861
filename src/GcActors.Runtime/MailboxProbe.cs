using System.Diagnostics;
using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// What a message costs on a runtime: in a stream, where it is the work per message that counts, and as a round trip, where it is the way to the
/// other thread. Two actors that do nothing else, or one and those that it asks. The figures are wall time, on a simulation too.
/// </summary>
/// <remarks>One message object is sent over and over, so that no figure contains its allocation.</remarks>
public sealed partial class MailboxProbe
{
    private readonly Func<IActorSystem> _createSystem;
    private readonly ActorDispatcher _dispatcher;

    /// <param name="createSystem">A fresh system for each repetition.</param>
    /// <param name="dispatcher">Of both actors; matters on threads only.</param>
    public MailboxProbe(Func<IActorSystem> createSystem, ActorDispatcher dispatcher = ActorDispatcher.Pinned)
    {
        _createSystem = createSystem;
        _dispatcher = dispatcher;
    }

    /// <summary>ns per message from one actor to another in batches, a few of them on their way. Median; one more repetition warms up.</summary>
    public double OneWayNs(int messages = 1_000_000, int batch = 1000, int repetitions = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(batch, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(messages, batch);
        int batches = messages / batch;
        return Median(repetitions, () => StreamNs(batches, batch) / ((double)batches * batch));
    }

    /// <summary>ns from telling another actor to having its answer. Median; one more repetition warms up.</summary>
    public double RoundTripNs(int roundTrips = 100_000, int repetitions = 5)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(roundTrips, 1);
        return Median(repetitions, () => PingPongNs(roundTrips) / (double)roundTrips);
    }

    /// <summary>ns of one stream of <paramref name="batches"/> batches, actors started and stopped not in it.</summary>
    public long StreamNs(int batches, int batch)
    {
        using IActorSystem system = _createSystem();
        var done = new TaskCompletionSource();
        var producer = new StreamProducer(batches, batch);
        IActorRef<ProbeMessage> producerRef = system.Spawn(producer, new ActorOptions("producer", _dispatcher));
        producer.Consumer = system.Spawn(new StreamConsumer(producerRef, batches, batch, done), new ActorOptions("consumer", _dispatcher));
        return TimeNs(system, producerRef, Math.Min(batches, StreamProducer.BatchesOnTheirWay), done);
    }

    /// <summary>ns of so many round trips, one after the other.</summary>
    public long PingPongNs(int roundTrips)
    {
        using IActorSystem system = _createSystem();
        var done = new TaskCompletionSource();
        var pinger = new Pinger(roundTrips, done);
        IActorRef<ProbeMessage> pingerRef = system.Spawn(pinger, new ActorOptions("pinger", _dispatcher));
        pinger.Ponger = system.Spawn(new Ponger(pingerRef), new ActorOptions("ponger", _dispatcher));
        return TimeNs(system, pingerRef, 1, done);
    }

    private static long TimeNs(IActorSystem system, IActorRef<ProbeMessage> first, int starts, TaskCompletionSource done)
    {
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < starts; i++)
        {
            first.Tell(ProbeMessage.Instance);
        }

        system.RunUntil(done.Task);
        return (long)Stopwatch.GetElapsedTime(start).TotalNanoseconds;
    }

    private static double Median(int repetitions, Func<double> measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(repetitions, 1);
        measure();
        double[] figures = new double[repetitions];
        for (int i = 0; i < repetitions; i++)
        {
            figures[i] = measure();
        }

        Array.Sort(figures);
        return (figures[(repetitions - 1) / 2] + figures[repetitions / 2]) / 2;
    }

    private sealed record ProbeMessage
    {
        public static ProbeMessage Instance { get; } = new();
    }

    /// <summary>Each message it gets is leave to send one batch.</summary>
    private sealed class StreamProducer(int batches, int batch) : IActor<ProbeMessage>
    {
        /// <summary>Enough that neither side waits for the other, few enough that the queue stays in the cache.</summary>
        public const int BatchesOnTheirWay = 4;

        private int _left = batches;

        public IActorRef<ProbeMessage>? Consumer { get; set; }

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            if (_left-- <= 0)
            {
                return;
            }

            IActorRef<ProbeMessage> consumer = Consumer!;
            for (int i = 0; i < batch; i++)
            {
                consumer.Tell(message);
            }
        }
    }

    private sealed class StreamConsumer(IActorRef<ProbeMessage> producer, int batches, int batch, TaskCompletionSource done) : IActor<ProbeMessage>
    {
        private int _batchesLeft = batches;
        private int _received;

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            if (++_received < batch)
            {
                return;
            }

            _received = 0;
            producer.Tell(message);
            if (--_batchesLeft == 0)
            {
                done.SetResult();
            }
        }
    }

    private sealed class Pinger(int roundTrips, TaskCompletionSource done) : IActor<ProbeMessage>
    {
        private int _left = roundTrips;

        public IActorRef<ProbeMessage>? Ponger { get; set; }

        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context)
        {
            if (_left-- == 0)
            {
                done.SetResult();
                return;
            }

            Ponger!.Tell(message);
        }
    }

    private sealed class Ponger(IActorRef<ProbeMessage> pinger) : IActor<ProbeMessage>
    {
        public void Receive(ProbeMessage message, IActorContext<ProbeMessage> context) => pinger.Tell(message);
    }
}
