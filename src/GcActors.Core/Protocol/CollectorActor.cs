using GcActors.Core.Actors;
using GcActors.Core.Collection;
using GcActors.Core.Mutators;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>
/// Stops the world by messages, collects, and lets it run again.
/// <code>
/// Idle      --CollectionRequested-->  raise the flags, tell every mutator StopRequested(id)      Stopping
/// Stopping  --last MutatorStopped-->  count logs? tell the epoch actor DrainRequested(id)        Draining, else Stopped
/// Draining  --Drained(id)-->          a StoppedHeap exists from here on                          Stopped
/// Stopped   --Proceed(id)-->          empty the queues of counting; serial stretch, hand a parallel phase to the workers,
///                                     wait for every ShareDone(id, phase), and so on             Collecting
/// Collecting, the collection is over                                                              Finishing
/// Finishing --Proceed(id)-->          verify if asked, zero the counters, StopFinished to the allocator, Resumed(id) to every mutator   Idle
/// </code>
/// An answer with an old id is dropped: it belongs to a stop that is over.
/// </summary>
internal sealed unsafe class CollectorActor(CollectorSetup setup) : IActor<CollectorMessage>, IDescribesState
{
    private readonly List<uint> _dyingHeads = [];
    private State _state;
    private CollectorMessage.CollectionRequested? _request;
    private ICollection? _collection;
    private readonly bool[] _answered = new bool[setup.Mutators];
    private int _missing;
    private long _collectionId;
    private long _requestedAtNs;
    private long _lastStoppedAtNs;
    private long _collectStartNs;
    private long _collectedAtNs;
    private long _resumedAtNs;
    private string _lastToStop = "";
    private int _phaseNumber;
    private int _sharesMissing;
    private int _poolsAtStop;
    private long _heapBytesAtStop;
    private long _heapBytesAtResume;
    private StoppedDeaths _queuedDeaths;
    private bool _isWatched;
    private StopRecord? _record;

    private enum State
    {
        Idle,
        Stopping,
        Draining,
        Stopped,
        Collecting,
        Finishing,
    }

    public IReadOnlyList<IActorRef<MutatorMessage>> MutatorRefs { get; set; } = [];

    public IReadOnlyList<IActorRef<WorkerMessage>> WorkerRefs { get; set; } = [];

    public void Receive(CollectorMessage message, IActorContext<CollectorMessage> context)
    {
        switch (message)
        {
            case CollectorMessage.CollectionRequested request when _state == State.Idle:
                BeginStop(request, context);
                break;
            case CollectorMessage.MutatorStopped stopped when _state == State.Stopping && stopped.CollectionId == _collectionId:
                OnStopped(stopped, context);
                break;
            case CollectorMessage.Drained drained when _state == State.Draining && drained.CollectionId == _collectionId:
                _record?.DrainToNs = context.NowNs;
                ProceedAs(State.Stopped, context);
                break;
            case CollectorMessage.Proceed when _state == State.Stopped:
                Collect(context);
                break;
            case CollectorMessage.Proceed when _state == State.Finishing:
                Finish(context);
                break;
            case CollectorMessage.ShareDone done when _state == State.Collecting && done.CollectionId == _collectionId && done.Share.Phase == _phaseNumber:
                OnShareDone(done, context);
                break;
            case CollectorMessage.WatchEnded:
                OnWatchEnded(context);
                break;
            case CollectorMessage.MutatorStopped stale when stale.CollectionId < _collectionId || setup.Faults.ResumesEarly:
                break;
            default:
                throw new InvalidOperationException($"the collector was told {message} while {_state} in stop {_collectionId}");
        }
    }

    public string DescribeState() => _state == State.Stopping
        ? $"stop {_collectionId} waits for {Missing()}"
        : $"{_state}, stop {_collectionId}{(_state == State.Collecting ? $", {_sharesMissing} shares of phase {_phaseNumber} missing" : "")}";

    private void BeginStop(CollectorMessage.CollectionRequested request, IActorContext<CollectorMessage> context)
    {
        _request = request;
        _state = State.Stopping;
        _collectionId++;
        _requestedAtNs = context.NowNs;
        _record = request.Cause.IsTraced ? setup.Tracer.Rent() : null;
        _record?.Begin(_collectionId, request.Cause, _resumedAtNs, _requestedAtNs);
        Array.Clear(_answered);
        _missing = MutatorRefs.Count;
        _dyingHeads.Clear();
        for (int m = 0; m < MutatorRefs.Count; m++)
        {
            Interlocked.Or(ref setup.Controls[m].Breaker, (int)Breaker.Stop);
        }

        var stop = new MutatorMessage.StopRequested(_collectionId, context.Self, request.Cause.Trace);
        for (int m = 0; m < MutatorRefs.Count; m++)
        {
            _record?.Mutators[m].ToldNs = m == 0 ? _requestedAtNs : context.NowNs;
            MutatorRefs[m].Tell(stop);
        }

        if (setup.StopTimeoutNs > 0 && !_isWatched)
        {
            _isWatched = true;
            context.Schedule(setup.StopTimeoutNs, CollectorMessage.WatchEnded.Instance);
        }
    }

    private void OnStopped(CollectorMessage.MutatorStopped stopped, IActorContext<CollectorMessage> context)
    {
        if (_answered[stopped.Mutator])
        {
            throw new InvalidOperationException($"mutator {stopped.Mutator} answered stop {_collectionId} twice");
        }

        _answered[stopped.Mutator] = true;
        _missing--;
        if (stopped.DyingHead != 0)
        {
            _dyingHeads.Add(stopped.DyingHead);
        }

        if (stopped.StoppedAtNs >= _lastStoppedAtNs)
        {
            _lastStoppedAtNs = stopped.StoppedAtNs;
            _lastToStop = MutatorRefs[stopped.Mutator].Name;
        }

        _record?.Note(stopped);

        if (_missing > 0 && !setup.Faults.ResumesEarly)
        {
            return;
        }

        setup.Guard->IsStopped = 1;
        _poolsAtStop = setup.Allocators.Heap.Arenas.PoolsTaken;
        _heapBytesAtStop = setup.Allocators.BytesInUse();
        if (setup.Epochs is { } epochs && !setup.Faults.SkipsDrain)
        {
            _state = State.Draining;
            _record?.DrainFromNs = context.NowNs;
            epochs.Tell(new EpochMessage.DrainRequested(_collectionId, context.Self, _request!.Cause.Trace));
            return;
        }

        ProceedAs(State.Stopped, context);
    }

    private void ProceedAs(State state, IActorContext<CollectorMessage> context)
    {
        _state = state;
        context.Self.Tell(new CollectorMessage.Proceed(_collectionId));
    }

    private StoppedHeap Stopped() => new(setup.Allocators, _dyingHeads);

    private void Collect(IActorContext<CollectorMessage> context)
    {
        _state = State.Collecting;
        _collectStartNs = context.NowNs;
        _queuedDeaths = setup.Counts?.Begin() ?? default;
        int generation = _request!.Order.Generation;
        ICycleCollector collector = _request.Order.Repairs ? setup.Repair! : setup.Collector;
        _collection = generation >= 0 ? collector.Begin(Stopped(), generation, setup.Workers) : null;
        Advance(context);
    }

    private void Advance(IActorContext<CollectorMessage> context)
    {
        while (_collection?.Advance() is { } phase)
        {
            _phaseNumber++;
            if (WorkerRefs.Count > 0)
            {
                HandOut(phase, context);
                return;
            }

            phase.Run(0);
        }

        _collectedAtNs = context.NowNs;
        ProceedAs(State.Finishing, context);
    }

    /// <summary>Share 0 is the collector's own: it has nothing else to do, and a core is not left waiting for a wake-up.</summary>
    private void HandOut(IParallelPhase phase, IActorContext<CollectorMessage> context)
    {
        _sharesMissing = WorkerRefs.Count;
        for (int worker = 0; worker < WorkerRefs.Count; worker++)
        {
            WorkerRefs[worker].Tell(new WorkerMessage(_collectionId, _phaseNumber, phase, worker + 1, context.Self, _request!.Cause.Trace));
        }

        long fromNs = _record == null ? 0 : context.NowNs;
        phase.Run(0);
        _record?.Shares.Add(new ShareRecord(_phaseNumber, Worker: 0, fromNs, context.NowNs));
    }

    private void OnShareDone(CollectorMessage.ShareDone done, IActorContext<CollectorMessage> context)
    {
        _record?.Shares.Add(done.Share);
        if (--_sharesMissing == 0)
        {
            Advance(context);
        }
    }

    private void Finish(IActorContext<CollectorMessage> context)
    {
        StopOrder order = _request!.Order;
        CollectionStats? stats = _collection?.Stats;
        if (stats != null)
        {
            ZeroCounters();
            setup.Counts?.ForgetFreed();
        }

        HeapCensus? census = InspectIfAsked(order, context);
        setup.Counts?.End();
        if (setup.Allocators.Heap.Arenas.PoolsTaken > _poolsAtStop)
        {
            setup.Trial.Tell(new TrialMessage.Verified([$"stop {_collectionId}: pools were granted while the world was stopped"]));
        }

        _heapBytesAtResume = setup.Allocators.BytesInUse();
        setup.Guard->IsStopped = 0;
        setup.Allocator.Tell(new AllocatorMessage.StopFinished(_collectionId, order.Generation, stats?.Survivors ?? 0));
        Resume();
        _resumedAtNs = context.NowNs;
        CollectionReport report = Report(order, stats ?? new CollectionStats(), _resumedAtNs);
        _record?.End(report, stats, _collectStartNs, _collectedAtNs, _resumedAtNs);
        setup.Trial.Tell(new TrialMessage.Collected(report, stats, _queuedDeaths, _record));
        _request.ReplyTo?.Tell(new TrialMessage.StopDone(census));
        _collection = null;
        _record = null;
        _state = State.Idle;
    }

    private HeapCensus? InspectIfAsked(StopOrder order, IActorContext<CollectorMessage> context)
    {
        bool verify = order.Census ? setup.VerifiesCensus : setup.VerifiesCollections;
        if (!order.Census && !verify)
        {
            return null;
        }

        _record?.InspectFromNs = context.NowNs;
        HeapCensus census = setup.Inspector.Inspect(Stopped());
        _record?.InspectToNs = context.NowNs;
        if (verify)
        {
            setup.Trial.Tell(new TrialMessage.Verified([.. census.Violations]));
        }

        return order.Census ? census : null;
    }

    private void ZeroCounters()
    {
        for (int i = 0; i < setup.Mutators; i++)
        {
            setup.Triggers[i].Count = 0;
        }

        setup.Batched?.Reset();
    }

    private void Resume()
    {
        var resumed = new MutatorMessage.Resumed(_collectionId);
        for (int m = 0; m < MutatorRefs.Count; m++)
        {
            Interlocked.And(ref setup.Controls[m].Breaker, ~(int)(Breaker.Stop | Breaker.Collect));
            MutatorRefs[m].Tell(resumed);
        }

        if (!setup.Faults.SkipsDrain)
        {
            setup.Epochs?.Tell(EpochMessage.StopEnded.Instance);
        }
    }

    private CollectionReport Report(StopOrder order, CollectionStats stats, long resumedAtNs) => new()
    {
        Generation = order.Generation,
        Reason = order.Reason,
        Collector = order.Repairs ? "backup-trace" : setup.CollectorName,
        TimeToStopNs = _lastStoppedAtNs - _requestedAtNs,
        PauseNs = resumedAtNs - _requestedAtNs,
        CollectNs = _collectedAtNs - _collectStartNs,
        ObjectsVisited = stats.ObjectsVisited,
        EdgesVisited = stats.EdgesVisited,
        ObjectsFreed = stats.ObjectsFreed,
        Survivors = stats.Survivors,
        LastToStop = _lastToStop,
        StopId = _collectionId,
        RequestedAtNs = _requestedAtNs,
        AskedBy = order.AskedBy,
        Before = stats.Before,
        ObjectsFound = stats.GarbageFound,
        HeapBytesBefore = _heapBytesAtStop,
        HeapBytesAfter = _heapBytesAtResume,
        HeapBytesMapped = setup.Allocators.Heap.Space.MappedBytes,
    };

    /// <summary>One timer watches all stops, since it cannot be cancelled and there may be 100,000 stops a second: it is set again for what is left.</summary>
    private void OnWatchEnded(IActorContext<CollectorMessage> context)
    {
        _isWatched = _state == State.Stopping;
        if (!_isWatched)
        {
            return;
        }

        long leftNs = _requestedAtNs + setup.StopTimeoutNs - context.NowNs;
        if (leftNs <= 0)
        {
            throw new TimeoutException($"stop {_collectionId} was not answered within {setup.StopTimeoutNs / 1_000_000} ms by {Missing()}");
        }

        context.Schedule(leftNs, CollectorMessage.WatchEnded.Instance);
    }

    private string Missing() => string.Join(", ", MutatorRefs.Where((_, m) => !_answered[m]).Select(mutator => mutator.Name).Take(8));
}
