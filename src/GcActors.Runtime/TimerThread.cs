namespace GcActors.Runtime;

/// <summary>Fires timers in the order in which they fall due. One thread for a system, started with its first timer.</summary>
internal sealed class TimerThread
{
    private readonly Lock _gate = new();
    private readonly TimerHeap _heap = new();
    private readonly Parker _parker = new();
    private readonly ActorSystemBase _system;
    private readonly Thread _thread;

    public TimerThread(ActorSystemBase system)
    {
        _system = system;
        _thread = new Thread(Run) { Name = "timers", IsBackground = true };
        _thread.Start();
    }

    public void Add(TimerEntry entry)
    {
        bool isFirst;
        lock (_gate)
        {
            isFirst = _heap.Add(entry);
        }

        if (isFirst)
        {
            _parker.Wake();
        }
    }

    public void WakeToHalt() => _parker.Wake();

    public bool Join(TimeSpan timeout) => _thread.Join(timeout);

    private void Run()
    {
        Linux.AskForPreciseSleep();
        while (!_system.IsHalted)
        {
            FireDue();
            _parker.Announce();
            long nextDueNs = NextDueNs();
            long leftNs = nextDueNs == long.MaxValue ? long.MaxValue : nextDueNs - _system.NowNs;
            if (leftNs <= 0 || _system.IsHalted)
            {
                _parker.Cancel();
                continue;
            }

            _parker.Sleep(leftNs);
        }
    }

    private void FireDue()
    {
        while (TakeDue() is { } entry)
        {
            entry.Fire();
        }
    }

    private TimerEntry? TakeDue()
    {
        long nowNs = _system.NowNs;
        lock (_gate)
        {
            return _heap.TryTakeDue(nowNs, out TimerEntry? entry) ? entry : null;
        }
    }

    private long NextDueNs()
    {
        lock (_gate)
        {
            return _heap.NextDueNs;
        }
    }
}
