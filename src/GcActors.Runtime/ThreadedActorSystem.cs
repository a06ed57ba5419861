using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>
/// The default: a pinned actor is an OS thread, so a contention experiment owns its threads; the shared actors have one thread together; a calling actor has
/// none.
/// </summary>
public sealed class ThreadedActorSystem : ConcurrentActorSystem
{
    public const string Name = "threads";

    private readonly Lock _threadsGate = new();
    private readonly List<(string Name, ParkingThread Thread)> _threads = [];
    private SharedDispatcher? _shared;
    private CallingDispatcher? _calling;

    public ThreadedActorSystem(ulong seed, ActorRuntimeOptions? options = null)
        : base(seed, options ?? ActorRuntimeOptions.Default)
    {
        Spin = new SpinBudget(Options.SpinNs);
    }

    public override string RuntimeName => Name;

    public override bool HasPinnedThreads => true;

    /// <summary>Actors whose core was asked for and not given; a contention figure with any of these means little.</summary>
    public IReadOnlyList<string> UnboundActors
    {
        get
        {
            lock (_threadsGate)
            {
                return [.. _threads.Where(thread => thread.Thread.IsUnbound).Select(thread => thread.Name)];
            }
        }
    }

    /// <summary>Of its pinned actors' threads.</summary>
    internal SpinBudget Spin { get; }

    private protected override TypedCell<TMessage> CreateCell<TMessage>(int id, IActor<TMessage> actor, ActorOptions options)
    {
        if (options.Dispatcher == ActorDispatcher.Pinned)
        {
            var cell = new PinnedCell<TMessage>(this, id, actor, options);
            Remember(options.Name, cell.Thread);
            return cell;
        }

        ICellScheduler scheduler = options.Dispatcher == ActorDispatcher.Calling
            ? _calling ??= new CallingDispatcher(this, Shared())
            : Shared();
        return new ScheduledCell<TMessage>(this, scheduler, id, actor, options);
    }

    private protected override void OnHalted()
    {
        base.OnHalted();
        Volatile.Read(ref _shared)?.Thread.Wake();
    }

    private protected override IReadOnlyList<string> Join(long untilNs)
    {
        List<string> late = [.. base.Join(untilNs)];
        (string Name, ParkingThread Thread)[] threads;
        lock (_threadsGate)
        {
            threads = [.. _threads];
        }

        late.AddRange(threads.Where(thread => !thread.Thread.Join(TimeLeft(untilNs))).Select(thread => thread.Name));
        return late;
    }

    private SharedDispatcher Shared()
    {
        if (_shared is null)
        {
            _shared = new SharedDispatcher(this);
            Remember("the shared actors", _shared.Thread);
            _shared.Thread.Start();
        }

        return _shared;
    }

    private void Remember(string name, ParkingThread thread)
    {
        lock (_threadsGate)
        {
            _threads.Add((name, thread));
        }
    }
}
