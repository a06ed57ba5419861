using GcActors.Core.Actors;
using GcActors.Core.Memory;
using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>
/// Owns the arenas and the trigger: leases pools to mutators, decides whether a crossed threshold starts a collection, and is the one door through which the
/// world is stopped. While it is stopped, nothing is granted or taken back.
/// </summary>
/// <remarks><c>Open --ThresholdCrossed | StopWanted | memory exhausted--> Stopping --StopFinished--> Open</c></remarks>
internal sealed unsafe class AllocatorActor : IActor<AllocatorMessage>, IDescribesState
{
    /// <summary>A mutator's grants double up to this: at 48-byte cells one message serves 20,000 allocations.</summary>
    private const int LargestGrantPools = 64;

    private readonly AllocatorSetup _setup;
    private readonly Heap _heap;
    private readonly int[] _nextGrantPools;
    private readonly long[] _allocsAtLastWant;
    private readonly bool[] _hadEmergency;
    private readonly List<AllocatorMessage> _deferred = [];
    private bool _stopping;
    private long _collectionsFinished;

    public AllocatorActor(AllocatorSetup setup)
    {
        _setup = setup;
        _heap = setup.Heap;
        _nextGrantPools = new int[setup.Mutators];
        _allocsAtLastWant = new long[setup.Mutators];
        _hadEmergency = new bool[setup.Mutators];
        Array.Fill(_nextGrantPools, 1);
        Array.Fill(_allocsAtLastWant, -1);
    }

    /// <summary>Set once, before the first message: refs exist only after actors are spawned.</summary>
    public IActorRef<CollectorMessage>? Collector { get; set; }

    public IReadOnlyList<IActorRef<MutatorMessage>> MutatorRefs { get; set; } = [];

    public void Receive(AllocatorMessage message, IActorContext<AllocatorMessage> context)
    {
        if (message is AllocatorMessage.StopFinished finished)
        {
            Finish(finished);
            return;
        }

        if (_stopping && !(_setup.Faults.GrantsDuringStop && message is AllocatorMessage.MemoryWanted))
        {
            _deferred.Add(message);
            return;
        }

        Handle(message);
    }

    public string DescribeState() => $"{(_stopping ? "waits for the stop to finish" : "open")}, {_deferred.Count} messages deferred, {_heap.Arenas.Mapped} arenas mapped";

    private void Handle(AllocatorMessage message)
    {
        switch (message)
        {
            case AllocatorMessage.MemoryWanted want:
                Grant(want);
                break;
            case AllocatorMessage.PoolsReturned returned:
                TakeBack(returned);
                break;
            case AllocatorMessage.ThresholdCrossed crossed:
                Decide(crossed);
                break;
            case AllocatorMessage.StopWanted wanted:
                Stop(wanted.Order, wanted.ReplyTo, wanted.Cause);
                break;
            default:
                throw new InvalidOperationException($"the allocator was told {message.GetType().Name}, which it does not know");
        }
    }

    private void Grant(AllocatorMessage.MemoryWanted want)
    {
        int m = want.Mutator;
        bool progressed = want.Allocs != _allocsAtLastWant[m];
        _allocsAtLastWant[m] = want.Allocs;
        if (progressed)
        {
            _hadEmergency[m] = false;
        }

        if (_setup.LeasesPools && progressed && TryLease(m))
        {
            return;
        }

        if (_hadEmergency[m] && !(_setup.LeasesPools && TryLease(m)))
        {
            _setup.Trial.Tell(new TrialMessage.OutOfMemory(
                $"mutator {m} needs memory, {_heap.Space.MappedBytes} of {_heap.Space.LimitBytes} heap bytes are mapped, and an emergency collection freed none"));
            return;
        }

        if (!_hadEmergency[m])
        {
            _hadEmergency[m] = true;
            _deferred.Add(want with { Allocs = want.Allocs });
            Stop(new StopOrder(2, "emergency", Census: false) { AskedBy = m }, replyTo: null, want.Cause);
        }
    }

    private bool TryLease(int mutator)
    {
        uint head = 0;
        int pools = 0;
        for (; pools < _nextGrantPools[mutator]; pools++)
        {
            uint pool = _heap.Arenas.TakePool();
            if (pool == 0)
            {
                break;
            }

            var header = (PoolHeader*)_heap.HeaderOf(pool);
            header->Owner = mutator + 1;
            header->Next = head;
            head = pool;
        }

        if (pools == 0)
        {
            return false;
        }

        _nextGrantPools[mutator] = Math.Min(2 * _nextGrantPools[mutator], LargestGrantPools);
        MutatorRefs[mutator].Tell(new MutatorMessage.PoolsGranted(head, pools));
        return true;
    }

    private void TakeBack(AllocatorMessage.PoolsReturned returned)
    {
        uint pool = returned.Head;
        for (int i = 0; i < returned.Pools; i++)
        {
            uint next = ((PoolHeader*)_heap.HeaderOf(pool))->Next;
            _heap.Arenas.ReturnPool(pool);
            pool = next;
        }
    }

    private void Decide(AllocatorMessage.ThresholdCrossed crossed)
    {
        // A mutator that crossed before a stop it has meanwhile been resumed from no longer waits.
        if (crossed.CollectionsSeen < _collectionsFinished)
        {
            return;
        }

        if (_setup.Trigger.OnThresholdCrossed() is { } generation)
        {
            Stop(new StopOrder(generation, _setup.TriggerReason, Census: false) { AskedBy = crossed.Mutator }, replyTo: null, crossed.Cause);
        }
        else
        {
            MutatorRefs[crossed.Mutator].Tell(MutatorMessage.CollectionDeclined.Instance);
        }
    }

    private void Stop(StopOrder order, IActorRef<TrialMessage>? replyTo, StopCause cause)
    {
        _stopping = true;
        Collector!.Tell(new CollectorMessage.CollectionRequested(order, replyTo, cause));
    }

    private void Finish(AllocatorMessage.StopFinished finished)
    {
        _collectionsFinished = finished.CollectionId;
        if (finished.Generation >= 0)
        {
            _setup.Trigger.OnCollectionFinished(finished.Generation, finished.Survivors);
        }

        _stopping = false;
        AllocatorMessage[] waiting = [.. _deferred];
        _deferred.Clear();
        foreach (AllocatorMessage message in waiting)
        {
            if (_stopping)
            {
                _deferred.Add(message);
            }
            else
            {
                HandleDeferred(message);
            }
        }
    }

    /// <summary>A want that waited for an emergency collection is served now: from pools, or by telling the mutator to try its allocator again.</summary>
    private void HandleDeferred(AllocatorMessage message)
    {
        if (message is AllocatorMessage.MemoryWanted want && _hadEmergency[want.Mutator])
        {
            if (!_setup.LeasesPools || !TryLease(want.Mutator))
            {
                MutatorRefs[want.Mutator].Tell(MutatorMessage.MemoryAvailable.Instance);
            }

            return;
        }

        Handle(message);
    }
}
