using System.Runtime.CompilerServices;

namespace GcActors.Runtime;

/// <summary>
/// Puts one thread to sleep until there is work, without losing a wake-up: an event count with a single waiter.
/// </summary>
/// <remarks>
/// Sleeper: <c>Announce</c>; look for work once more; <c>Sleep</c> or <c>Cancel</c>.
/// Waker: publish the work; full fence; if announced, wake. Each side writes its own word and then reads the other's, with a full fence between
/// (the exchange in <c>Announce</c>, the barrier in <c>Wake</c>), so at least one of them sees the other (Dekker). While nobody is announced a
/// wake costs that fence and one read of a line that nobody writes.
/// On Linux the sleep is a futex on that same word, elsewhere a monitor. A futex sleeps to the ns, a monitor to the ms.
/// </remarks>
internal sealed unsafe class Parker
{
    private const int Awake = 0;
    private const int Parked = 1;
    private const int WordsPerPairOfLines = 32;

    /// <summary>Pinned, because the kernel knows the word by its address; the word stands in the middle so that its line is its own.</summary>
    private readonly int[] _line = GC.AllocateArray<int>(2 * WordsPerPairOfLines, pinned: true);

    private readonly object _monitor = new();
    private readonly int* _word;
    private readonly bool _useFutex;

    public Parker()
        : this(Linux.HasFutex)
    {
    }

    /// <summary>For tests, so that the way that other systems take is also walked on Linux.</summary>
    public Parker(bool useFutex)
    {
        _useFutex = useFutex;
        _word = (int*)Unsafe.AsPointer(ref _line[WordsPerPairOfLines]);
    }

    /// <summary>Says that the caller is about to sleep. Full fence: what is looked at next is looked at after the announcement.</summary>
    public void Announce() => Interlocked.Exchange(ref *_word, Parked);

    public void Cancel() => Volatile.Write(ref *_word, Awake);

    /// <summary>Sleeps until woken or until the time is over. Woken before is woken: it returns at once.</summary>
    public void Sleep(long timeoutNs = long.MaxValue)
    {
        if (_useFutex)
        {
            SleepOnFutex(timeoutNs);
        }
        else
        {
            SleepOnMonitor(timeoutNs);
        }
    }

    /// <summary>To be called after the work is published.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Wake()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref *_word) == Parked)
        {
            WakeSleeper();
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void WakeSleeper()
    {
        if (Interlocked.Exchange(ref *_word, Awake) != Parked)
        {
            return; // another waker was first: one system call a sleep
        }

        if (_useFutex)
        {
            Linux.FutexWakeOne(_word);
            return;
        }

        lock (_monitor)
        {
            Monitor.Pulse(_monitor);
        }
    }

    private void SleepOnFutex(long timeoutNs)
    {
        long untilNs = Until(timeoutNs);
        while (Volatile.Read(ref *_word) == Parked)
        {
            long leftNs = untilNs == long.MaxValue ? long.MaxValue : untilNs - MonotonicClock.NowNs;
            if (leftNs <= 0)
            {
                Cancel();
                return;
            }

            Linux.FutexWait(_word, Parked, leftNs);
        }
    }

    private void SleepOnMonitor(long timeoutNs)
    {
        long untilNs = Until(timeoutNs);
        lock (_monitor)
        {
            while (Volatile.Read(ref *_word) == Parked)
            {
                if (untilNs == long.MaxValue)
                {
                    Monitor.Wait(_monitor);
                    continue;
                }

                long leftNs = untilNs - MonotonicClock.NowNs;
                if (leftNs <= 0)
                {
                    Cancel();
                    return;
                }

                Monitor.Wait(_monitor, TimeSpan.FromMilliseconds(Math.Clamp((leftNs + 999_999) / 1_000_000, 1, int.MaxValue)));
            }
        }
    }

    private static long Until(long timeoutNs)
    {
        long nowNs = MonotonicClock.NowNs;
        return timeoutNs >= long.MaxValue - nowNs ? long.MaxValue : nowNs + timeoutNs;
    }
}
