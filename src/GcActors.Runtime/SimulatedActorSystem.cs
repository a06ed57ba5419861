using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// One thread, one seed, virtual time: the seed decides which actor receives next and how long that took, so a run can be repeated to the
/// message. After Pony's systematic testing and TigerBeetle's simulator. The actors run on the thread that calls <see cref="RunUntil"/>.
/// </summary>
/// <remarks>
/// Any order that keeps the messages of a pair in sequence is a possible one: each delivery picks evenly among the actors with mail, and a
/// mailbox is a queue. Only creation-order ids and type names enter the signature; addresses, hash codes of objects and the wall clock differ from
/// run to run. The task that ends the run must be complete when the actor that completes it returns, which any TaskCompletionSource is; one that a
/// continuation on the thread pool completes (WhenAll over sources with asynchronous continuations) comes at a time that no seed decides.
/// </remarks>
public sealed class SimulatedActorSystem : ActorSystemBase
{
    public const string Name = "simulation";

    private readonly List<ISimulatedCell> _ready = [];
    private readonly TimerHeap _timers = new();
    private SplitMix64 _random;
    private long _nowNs;
    private long _steps;
    private ulong _signature;
    private int _runnerThread;

    public SimulatedActorSystem(ulong seed, ActorRuntimeOptions? options = null)
        : base(seed, options ?? ActorRuntimeOptions.Default)
    {
        _random = new SplitMix64(seed);
    }

    public override string RuntimeName => Name;

    public override bool IsVirtualTime => true;

    public override ActorSystemStatistics Statistics => new(_steps, _signature, DeadLetters);

    /// <summary>Virtual time, ns since the start of the run.</summary>
    internal override long NowNs => _nowNs;

    public override void RunUntil(Task completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        RefuseInsideActor(nameof(RunUntil));
        if (Interlocked.CompareExchange(ref _runnerThread, Environment.CurrentManagedThreadId, 0) != 0)
        {
            throw new InvalidOperationException("the simulation already runs");
        }

        ReceivingThread thread = ReceivingThread.Current;
        ReceivingThread.Role outer = thread.Enter(this, isHost: false);
        try
        {
            Run(completion);
        }
        finally
        {
            thread.Leave(outer);
            _runnerThread = 0;
        }

        completion.GetAwaiter().GetResult();
    }

    internal override void AddTimer(long delayNs, TimerEntry entry)
    {
        AssertOnItsThread();
        entry.DueNs = delayNs > long.MaxValue - _nowNs ? long.MaxValue : _nowNs + delayNs;
        _timers.Add(entry);
    }

    internal void AddReady(ISimulatedCell cell) => _ready.Add(cell);

    /// <summary>A message from another thread would arrive at a time that no seed decides.</summary>
    internal void AssertOnItsThread()
    {
        if (_runnerThread != 0 && _runnerThread != Environment.CurrentManagedThreadId)
        {
            throw new InvalidOperationException("a simulated actor was spawned, or told something, from another thread");
        }
    }

    private protected override TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options)
    {
        AssertOnItsThread();
        return new SimulatedCell<TMessage>(this, id, actor, options);
    }

    private void Run(Task completion)
    {
        ThrowIfHaltedBefore(completion);
        while (!completion.IsCompleted)
        {
            FireTimers();
            if (_ready.Count > 0)
            {
                CheckStepLimit();
                DeliverOne();
                ThrowIfHaltedBefore(completion);
            }
            else if (_timers.IsEmpty) // else a timer was fired at a stopped actor, and time goes on
            {
                throw new ActorDeadlockException(DescribeStanding(), Seed);
            }
        }
    }

    /// <summary>Fires what is due. Time jumps, to the next timer, only when nothing is deliverable.</summary>
    private void FireTimers()
    {
        if (_ready.Count == 0 && !_timers.IsEmpty)
        {
            _nowNs = Math.Max(_nowNs, _timers.NextDueNs);
        }

        while (_timers.TryTakeDue(_nowNs, out TimerEntry? entry))
        {
            entry.Fire();
        }
    }

    private void DeliverOne()
    {
        int index = _random.Below(_ready.Count);
        ISimulatedCell cell = _ready[index];
        _steps++;
        _nowNs += 1 + _random.Below(Options.DeliveryNsMax);
        ulong typeHash = cell.DeliverOne();
        _signature = SplitMix64.Mix(_signature ^ SplitMix64.Mix(typeHash + (ulong)cell.Id));
        if (cell.QueueLength == 0)
        {
            // Only appended to meanwhile, so the index still holds. The last one takes its place: which one is the order's doing, hence the seed's.
            _ready[index] = _ready[^1];
            _ready.RemoveAt(_ready.Count - 1);
        }
    }

    private void CheckStepLimit()
    {
        if (Options.StepLimit > 0 && _steps >= Options.StepLimit)
        {
            throw new StepLimitException(Options.StepLimit, DescribeStanding(), Seed);
        }
    }

    private List<string> DescribeStanding() => [.. Cells().OfType<ISimulatedCell>().Select(cell => cell.Describe())];
}
