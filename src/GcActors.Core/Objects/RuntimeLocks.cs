namespace GcActors.Core.Objects;

/// <summary>Locks of .NET's for counting strategies that use one. What a lock allocates when two threads first meet in it, and a thread when it first waits in
/// any, is allocated here, and not in a quantum.</summary>
public sealed class RuntimeLocks
{
    [ThreadStatic]
    private static bool t_hasWaited;

    private readonly Lazy<Lock> _lock = new(RehearsedLock);
    private readonly Lazy<object> _monitor = new(RehearsedMonitor);

    public Lock Lock => _lock.Value;

    public object Monitor => _monitor.Value;

    /// <summary>Lets the calling thread wait in a lock of each kind once.</summary>
    public static void RehearseWaiting()
    {
        if (t_hasWaited)
        {
            return;
        }

        t_hasWaited = true;
        var kinds = new RuntimeLocks();
        WaitFor(kinds.Lock.Enter, kinds.Lock.Exit);
        WaitFor(() => System.Threading.Monitor.Enter(kinds.Monitor), () => System.Threading.Monitor.Exit(kinds.Monitor));
    }

    /// <summary>Another thread holds the lock until this one sleeps in it.</summary>
    private static void WaitFor(Action enter, Action exit)
    {
        using var held = new ManualResetEventSlim();
        Thread me = Thread.CurrentThread;
        Thread holder = new(() =>
        {
            enter();
            held.Set();
            AwaitSleepOf(me);
            exit();
        });
        holder.Start();
        while (!held.IsSet)
        {
            Thread.Yield();
        }

        enter();
        exit();
        holder.Join();
    }

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
        AwaitSleepOf(waiter);
    }

    private static void AwaitSleepOf(Thread thread)
    {
        while ((thread.ThreadState & ThreadState.WaitSleepJoin) == 0)
        {
            Thread.Yield();
        }
    }
}
