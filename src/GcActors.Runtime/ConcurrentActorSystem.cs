namespace GcActors.Runtime;

/// <summary>What the runtimes in real time have in common: the clock and the thread that fires timers.</summary>
public abstract class ConcurrentActorSystem : ActorSystemBase
{
    private readonly Lock _timersGate = new();
    private TimerThread? _timers;

    private protected ConcurrentActorSystem(ulong seed, ActorRuntimeOptions options)
        : base(seed, options)
    {
    }

    public override bool IsVirtualTime => false;

    internal override long NowNs => MonotonicClock.NowNs;

    internal override void AddTimer(long delayNs, TimerEntry entry)
    {
        long nowNs = NowNs;
        entry.DueNs = delayNs > long.MaxValue - nowNs ? long.MaxValue : nowNs + delayNs;
        (Volatile.Read(ref _timers) ?? StartTimers()).Add(entry);
    }

    private protected override void OnHalted()
    {
        lock (_timersGate)
        {
            _timers?.WakeToHalt();
        }
    }

    private protected override IReadOnlyList<string> Join(long untilNs)
    {
        TimerThread? timers;
        lock (_timersGate)
        {
            timers = _timers;
        }

        return timers is null || timers.Join(TimeLeft(untilNs)) ? [] : ["timers"];
    }

    /// <summary>A thread that starts after the halt sees the flag and ends.</summary>
    private TimerThread StartTimers()
    {
        lock (_timersGate)
        {
            return _timers ??= new TimerThread(this);
        }
    }
}
