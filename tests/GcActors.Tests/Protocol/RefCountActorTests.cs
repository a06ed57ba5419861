using GcActors.Core.Actors;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Probes;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

public sealed unsafe class RefCountActorTests : IDisposable
{
    private readonly ProbeHeap _heap = new(new HeapSettings(), 1);
    private readonly List<uint> _dead = [];
    private readonly ObjectRef _object;

    public RefCountActorTests()
    {
        _heap.Grant(0, 1);
        Mutator<Plain<Unsync>, LeasedAllocator> mutator = _heap.NewMutator<Plain<Unsync>, LeasedAllocator>(0);
        _object = mutator.New(mutator.ShapeOf(0, 8), 0);
    }

    private ObjectHeader* Header => _heap.Heap.HeaderOf(_object.Granule);

    [Fact]
    public void Increments_of_a_log_come_before_its_decrements()
    {
        RunAndDrain(Log(decrements: 1, increments: 1, decrementsFirst: true), logsSent: 1);
        Assert.Empty(_dead);
        Assert.Equal(1, Header->Count);
    }

    [Fact]
    public void An_object_whose_count_reaches_zero_is_reported_dead_once()
    {
        RunAndDrain(Log(decrements: 3, increments: 2, decrementsFirst: false), logsSent: 1);
        Assert.Equal([_object.Granule], _dead);
    }

    [Fact]
    public void A_drain_is_answered_only_when_every_log_sent_has_been_applied()
    {
        bool answered = RunAndDrain(Log(decrements: 0, increments: 1, decrementsFirst: false), logsSent: 2, expectAnswer: false);
        Assert.False(answered);
    }

    [Fact]
    public void More_logs_than_were_sent_is_a_fault() =>
        Assert.Throws<ActorFailedException>(() => RunAndDrain(Log(decrements: 0, increments: 1, decrementsFirst: false), logsSent: 0));

    [Fact]
    public void A_full_log_refuses_another_entry()
    {
        using var log = new CountLog(1);
        log.Increment(7);
        Assert.True(log.IsFull);
        Assert.Equal((7u, false), log[0]);
        Assert.Throws<InvalidOperationException>(() => log.Decrement(7));
    }

    public void Dispose() => _heap.Dispose();

    private CountLog Log(int decrements, int increments, bool decrementsFirst)
    {
        var log = new CountLog(16);
        for (int i = 0; decrementsFirst && i < decrements; i++)
        {
            log.Decrement(_object.Granule);
        }

        for (int i = 0; i < increments; i++)
        {
            log.Increment(_object.Granule);
        }

        for (int i = 0; !decrementsFirst && i < decrements; i++)
        {
            log.Decrement(_object.Granule);
        }

        return log;
    }

    private bool RunAndDrain(CountLog log, long logsSent, bool expectAnswer = true)
    {
        var drained = new TaskCompletionSource();
        using IActorSystem system = ActorSystems.Create("simulation", 1);
        IActorRef<CollectorMessage> collector = system.Spawn(new Listener(drained), new ActorOptions("collector"));
        IActorRef<RefCountMessage> actor = system.Spawn(
            new RefCountActor<Plain<Unsync>>(_heap.Allocators, _dead.Add), new ActorOptions("refcount"));
        actor.Tell(new RefCountMessage.LogReceived(log));
        actor.Tell(new RefCountMessage.DrainRequested(1, logsSent, collector));
        try
        {
            system.RunUntil(drained.Task);
        }
        catch (ActorDeadlockException) when (!expectAnswer)
        {
        }

        log.Dispose();
        return drained.Task.IsCompleted;
    }

    private sealed class Listener(TaskCompletionSource drained) : IActor<CollectorMessage>
    {
        public void Receive(CollectorMessage message, IActorContext<CollectorMessage> context) => drained.SetResult();
    }
}
