using Akka.TestKit;
using Akka.TestKit.Xunit2;
using GcActors.Core.Actors;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Akka.Tests;

/// <summary>The collector's handshake, message by message: a probe stands for everybody it talks to. The stops collect nothing.</summary>
public sealed unsafe class StopProtocolTests : TestKit
{
    private const int Mutators = 3;

    private readonly AkkaActorSystem _system;
    private readonly Heap _heap = new(new HeapSettings(), poison: false, reservedBytes: 1L << 28);
    private readonly AllocatorBinding _allocators;
    private readonly LazyTable<AllocationTrigger> _triggers = new(Mutators);
    private readonly LazyTable<MutatorControl> _controls = new(Mutators);
    private readonly LazyTable<WorldGuard> _guard = new(1);
    private readonly TestProbe[] _mutators;
    private readonly TestProbe _allocator;
    private readonly TestProbe _epochs;
    private readonly TestProbe _trial;

    public StopProtocolTests()
    {
        _system = new AkkaActorSystem(Sys, seed: 1);
        _allocators = new AllocatorBinding(_heap, Mutators);
        _mutators = [.. Enumerable.Range(0, Mutators).Select(m => CreateTestProbe($"mutator-{m}"))];
        _allocator = CreateTestProbe("allocator");
        _epochs = CreateTestProbe("epochs");
        _trial = CreateTestProbe("trial");
    }

    [Fact]
    public void A_stop_asks_every_mutator_and_resumes_every_one()
    {
        MutatorMessage.StopRequested[] asked = Stop(Collector());
        Assert.All(asked, stop => Assert.Equal(1, stop.CollectionId));
        Assert.All(Enumerable.Range(0, Mutators), m => Assert.Equal((int)Breaker.Stop, BreakerOf(m)));

        for (int m = 0; m < Mutators; m++)
        {
            Answer(asked[m], m);
        }

        Assert.Equal(new AllocatorMessage.StopFinished(1, -1, 0), _allocator.ExpectMsg<AllocatorMessage>());
        Assert.All(_mutators, mutator => mutator.ExpectMsg(new MutatorMessage.Resumed(1)));
        Assert.All(Enumerable.Range(0, Mutators), m => Assert.Equal(0, BreakerOf(m)));
        Assert.Equal(1, _trial.ExpectMsg<TrialMessage.Collected>().Report.StopId);
    }

    [Fact]
    public void A_late_joiner_keeps_the_world_stopped_and_is_named()
    {
        MutatorMessage.StopRequested[] asked = Stop(Collector());
        Answer(asked[0], 0, stoppedAtNs: 10);
        Answer(asked[2], 2, stoppedAtNs: 20);
        Assert.All(_mutators, mutator => mutator.ExpectNoMsg(TimeSpan.FromMilliseconds(50)));

        Answer(asked[1], 1, stoppedAtNs: 30);

        Assert.All(_mutators, mutator => mutator.ExpectMsg(new MutatorMessage.Resumed(1)));
        Assert.Equal(_mutators[1].Ref.Path.Name, _trial.ExpectMsg<TrialMessage.Collected>().Report.LastToStop);
    }

    [Fact]
    public void Logs_are_drained_before_the_world_runs_again()
    {
        AnswerAll(Stop(Collector(hasLogs: true)));
        var drain = _epochs.ExpectMsg<EpochMessage.DrainRequested>();
        Assert.All(_mutators, mutator => mutator.ExpectNoMsg(TimeSpan.FromMilliseconds(50)));

        drain.ReplyTo.Tell(new CollectorMessage.Drained(drain.CollectionId));

        Assert.All(_mutators, mutator => mutator.ExpectMsg(new MutatorMessage.Resumed(1)));
        _epochs.ExpectMsg<EpochMessage.StopEnded>();
    }

    [Fact]
    public void An_answer_to_a_stop_that_is_over_is_dropped()
    {
        IActorRef<CollectorMessage> collector = Collector();
        MutatorMessage.StopRequested[] first = Stop(collector);
        AnswerAll(first);
        Assert.All(_mutators, mutator => mutator.ExpectMsg(new MutatorMessage.Resumed(1)));
        MutatorMessage.StopRequested[] second = Stop(collector);

        AnswerAll(first);
        Assert.All(_mutators, mutator => mutator.ExpectNoMsg(TimeSpan.FromMilliseconds(50)));
        AnswerAll(second);

        Assert.All(_mutators, mutator => mutator.ExpectMsg(new MutatorMessage.Resumed(2)));
    }

    [Fact]
    public void Who_answers_twice_fails_the_trial()
    {
        MutatorMessage.StopRequested[] asked = Stop(Collector());
        Answer(asked[0], 0);

        EventFilter.Exception<ActorFailedException>(contains: "mutator 0 answered stop 1 twice").ExpectOne(() => Answer(asked[0], 0));

        Assert.Equal("collector", Assert.Throws<ActorFailedException>(() => _system.RunUntil(new TaskCompletionSource().Task)).ActorName);
    }

    [Fact]
    public void Who_never_answers_is_named_by_the_watchdog()
    {
        MutatorMessage.StopRequested[] asked = Stop(Collector(stopTimeoutNs: 50_000_000));
        Answer(asked[0], 0);

        var failure = Assert.Throws<ActorFailedException>(() => _system.RunUntil(new TaskCompletionSource().Task));

        Assert.IsType<TimeoutException>(failure.InnerException);
        Assert.Contains($"by {_mutators[1].Ref.Path.Name}, {_mutators[2].Ref.Path.Name}", failure.Message, StringComparison.Ordinal);
    }

    protected override void AfterAll()
    {
        _system.Dispose();
        _allocators.Dispose();
        _heap.Dispose();
        _triggers.Dispose();
        _controls.Dispose();
        _guard.Dispose();
        base.AfterAll();
    }

    private static void Answer(MutatorMessage.StopRequested stop, int mutator, long stoppedAtNs = 0) =>
        stop.ReplyTo.Tell(new CollectorMessage.MutatorStopped(stop.CollectionId, mutator, stoppedAtNs, DyingHead: 0, QuantumEndedNs: 0, default));

    private static void AnswerAll(MutatorMessage.StopRequested[] stops)
    {
        for (int m = 0; m < stops.Length; m++)
        {
            Answer(stops[m], m);
        }
    }

    private MutatorMessage.StopRequested[] Stop(IActorRef<CollectorMessage> collector)
    {
        collector.Tell(new CollectorMessage.CollectionRequested(new StopOrder(-1, "explicit", Census: false), ReplyTo: null, default));
        return [.. _mutators.Select(mutator => mutator.ExpectMsg<MutatorMessage.StopRequested>())];
    }

    private int BreakerOf(int mutator) => Volatile.Read(ref _controls.Entries[mutator].Breaker);

    private IActorRef<CollectorMessage> Collector(bool hasLogs = false, long stopTimeoutNs = 0)
    {
        var collector = new CollectorActor(new CollectorSetup
        {
            Allocators = _allocators,
            Collector = null!, // generation −1: nobody is asked to collect, or to inspect
            Repair = null,
            CollectorName = "none",
            Inspector = null!,
            Counts = null,
            Mutators = Mutators,
            Workers = 1,
            VerifiesCollections = false,
            VerifiesCensus = false,
            StopTimeoutNs = stopTimeoutNs,
            Controls = _controls.Entries,
            Triggers = _triggers.Entries,
            Batched = null,
            Guard = _guard.Entries,
            Epochs = hasLogs ? _epochs.Ref.AsRefOf<EpochMessage>() : null,
            Allocator = _allocator.Ref.AsRefOf<AllocatorMessage>(),
            Trial = _trial.Ref.AsRefOf<TrialMessage>(),
            Tracer = new TrialTracer(new TrialSettings(), default),
            Faults = PlantedFaults.None,
        })
        {
            MutatorRefs = [.. _mutators.Select(mutator => mutator.Ref.AsRefOf<MutatorMessage>())],
        };
        return _system.Spawn(collector, new ActorOptions("collector"));
    }
}
