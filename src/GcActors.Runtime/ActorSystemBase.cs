using System.Runtime.ExceptionServices;
using GcActors.Core.Actors;
using GcActors.Runtime.Telemetry;

namespace GcActors.Runtime;

/// <summary>What the runtimes have in common: names, cells in order of creation, the first failure, and the halt that follows it.</summary>
public abstract class ActorSystemBase : IActorSystem
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<ActorCell> _cells = [];
    private readonly MailboxMeter? _meter;
    private readonly TaskCompletionSource _halted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorFailedException? _failure;
    private volatile bool _isHalted;
    private bool _isDisposed;

    private protected ActorSystemBase(ulong seed, ActorRuntimeOptions options)
    {
        Seed = seed;
        Options = options;
        _meter = MailboxMeter.AttachIfWanted(this);
    }

    public abstract string RuntimeName { get; }

    public abstract bool IsVirtualTime { get; }

    public virtual bool HasPinnedThreads => false;

    /// <summary>Named in every failure. The simulation also draws from it.</summary>
    public ulong Seed { get; }

    public ActorRuntimeOptions Options { get; }

    public virtual ActorSystemStatistics Statistics => new(SumOverCells(cell => cell.Delivered), 0, DeadLetters);

    /// <summary>Messages told to actors that had stopped, Akka's dead letters.</summary>
    public long DeadLetters => SumOverCells(cell => cell.DeadLetters);

    /// <summary>Time since an arbitrary point, ns.</summary>
    internal abstract long NowNs { get; }

    /// <summary>An actor has failed or the system is disposed: nobody receives any more.</summary>
    internal bool IsHalted => _isHalted;

    private protected ActorFailedException? Failure => Volatile.Read(ref _failure);

    public IActorRef<TMessage> Spawn<TMessage>(IActor<TMessage> actor, ActorOptions options)
    {
        ArgumentNullException.ThrowIfNull(actor);
        ArgumentNullException.ThrowIfNull(options);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isDisposed, this);
            if (!_names.Add(options.Name))
            {
                throw new ArgumentException($"there is already an actor named '{options.Name}'", nameof(options));
            }

            TypedCell<TMessage> cell = CreateCell(_cells.Count, actor, options);
            _cells.Add(cell);
            cell.Clock = _meter?.Add(cell);
            cell.Start();
            return cell;
        }
    }

    public virtual void RunUntil(Task completion)
    {
        ArgumentNullException.ThrowIfNull(completion);
        RefuseInsideActor(nameof(RunUntil));
        Task.WaitAny(completion, _halted.Task);
        ThrowIfHaltedBefore(completion);
        completion.GetAwaiter().GetResult();
    }

    /// <summary>Halts, and waits for every actor that is in the middle of a message; what the actors work on may be unmapped afterwards.</summary>
    /// <exception cref="TimeoutException">Actors were still receiving after <see cref="ActorRuntimeOptions.DisposeTimeoutMs"/>; it names
    /// them.</exception>
    public void Dispose()
    {
        RefuseInsideActor(nameof(Dispose));
        lock (_gate)
        {
            if (_isDisposed)
            {
                return;
            }

            _isDisposed = true;
        }

        Halt();
        long untilNs = MonotonicClock.NowNs + (Options.DisposeTimeoutMs * 1_000_000L);
        IReadOnlyList<string> late = Join(untilNs);
        _meter?.Detach();
        GC.SuppressFinalize(this);
        if (late.Count > 0)
        {
            throw new TimeoutException(
                $"still receiving {Options.DisposeTimeoutMs} ms after the system was disposed: {string.Join(", ", late)}", Failure);
        }
    }

    internal abstract void AddTimer(long delayNs, TimerEntry entry);

    /// <summary>The first failure is kept; what the others throw while the run comes down is only its consequence.</summary>
    internal void Fail(string actorName, object? message, Exception thrown) => Fail(FailureOf(actorName, message, thrown));

    internal void Fail(ActorFailedException failure)
    {
        if (Interlocked.CompareExchange(ref _failure, failure, null) is null)
        {
            Halt();
        }
    }

    internal ActorFailedException FailureOf(string actorName, object? message, Exception thrown) => new(actorName, Print(message), Seed, thrown);

    private protected abstract TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options);

    /// <summary>Wakes what is not a cell.</summary>
    private protected virtual void OnHalted()
    {
    }

    /// <summary>Waits for the actors to come to rest; returns the names of those that have not.</summary>
    private protected virtual IReadOnlyList<string> Join(long untilNs) => [];

    private protected List<ActorCell> Cells()
    {
        lock (_gate)
        {
            return [.. _cells];
        }
    }

    /// <summary>A failure counts even when the run was completed in the meantime; after Dispose nobody is left to complete it.</summary>
    private protected void ThrowIfHaltedBefore(Task completion)
    {
        if (Failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }

        ObjectDisposedException.ThrowIf(_isHalted && !completion.IsCompleted, this);
    }

    /// <summary>
    /// An actor that waits for its own system waits for itself. A continuation of the task it completed, run inline, counts as inside.
    /// </summary>
    private protected void RefuseInsideActor(string operation)
    {
        if (ReceivingThread.Current.ReceivesFor(this))
        {
            throw new InvalidOperationException($"{operation} was called from inside an actor of the same system");
        }
    }

    private protected static TimeSpan TimeLeft(long untilNs) =>
        TimeSpan.FromMilliseconds(Math.Max(0, (untilNs - MonotonicClock.NowNs) / 1_000_000));

    /// <summary>A ToString that throws must not hide the failure it was to describe.</summary>
    private static string Print(object? message)
    {
        try
        {
            return message?.ToString() ?? "null";
        }
        catch (Exception thrown)
        {
            return $"{message!.GetType()} (its ToString threw: {thrown.Message})";
        }
    }

    private void Halt()
    {
        _isHalted = true;
        Interlocked.MemoryBarrier(); // pairs with Announce: a thread that has announced is woken, one that has not sees the flag
        foreach (ActorCell cell in Cells())
        {
            cell.WakeToHalt();
        }

        OnHalted();
        _halted.TrySetResult();
    }

    private long SumOverCells(Func<ActorCell, long> figure)
    {
        lock (_gate)
        {
            long sum = 0;
            foreach (ActorCell cell in _cells)
            {
                sum += figure(cell);
            }

            return sum;
        }
    }
}
