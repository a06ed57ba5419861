namespace GcActors.Core.Objects;

/// <summary>Locks of .NET's for counting strategies that use one. What a lock allocates when two threads first meet in it is allocated here, and not in
/// a quantum.</summary>
public sealed class RuntimeLocks
{
    private readonly Lazy<Lock> _lock = new(RehearsedLock);
    private readonly Lazy<object> _monitor = new(RehearsedMonitor);

    public Lock Lock => _lock.Value;

    public object Monitor => _monitor.Value;

    private static Lock RehearsedLock()
    {
        var rehearsed = new Lock();
        Thread waiter = new(() =>
        {
            rehearsed.Enter();
            rehearsed.Exit();
        });
        rehearsed.Enter();
        MeetIn(waiter);
        rehearsed.Exit();
        waiter.Join();
        return rehearsed;
    }

    private static object RehearsedMonitor()
    {
        var rehearsed = new object();
        Thread waiter = new(() =>
        {
            System.Threading.Monitor.Enter(rehearsed);
            System.Threading.Monitor.Exit(rehearsed);
        });
        System.Threading.Monitor.Enter(rehearsed);
        MeetIn(waiter);
        System.Threading.Monitor.Exit(rehearsed);
        waiter.Join();
        return rehearsed;
    }

    /// <summary>Returns when the thread has given up spinning and waits.</summary>
    private static void MeetIn(Thread waiter)
    {
        waiter.Start();
        while ((waiter.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }
    }
}
