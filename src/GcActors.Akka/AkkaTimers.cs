using Akka.Actor;
using GcActors.Runtime;

namespace GcActors.Akka;

/// <summary>
/// Timers by Akka's scheduler. Its wheel fires what falls due within a tick in any order, so it only says when to look: what is due then is told in order of time.
/// </summary>
/// <param name="scheduler">Akka's.</param>
/// <param name="cancelable">Of all looks together.</param>
internal sealed class AkkaTimers(IScheduler scheduler, ICancelable cancelable)
{
    private const long NsPerTick = 100;

    private readonly Lock _gate = new();
    private readonly TimerHeap _heap = new();

    public void Add(long delayNs, TimerEntry entry)
    {
        long nowNs = MonotonicClock.NowNs;
        entry.DueNs = delayNs > long.MaxValue - nowNs ? long.MaxValue : nowNs + delayNs;
        lock (_gate)
        {
            _heap.Add(entry);
        }

        LookIn(delayNs);
    }

    /// <summary>Nothing fires any more.</summary>
    public void Cancel() => cancelable.Cancel();

    /// <summary>A few looks too many cost nothing. One that comes early, by the scheduler's clock, looks again.</summary>
    private void Look()
    {
        bool fired = false;
        long nextDueNs;
        lock (_gate)
        {
            long nowNs = MonotonicClock.NowNs;
            while (_heap.TryTakeDue(nowNs, out TimerEntry? entry))
            {
                entry.Fire();
                fired = true;
            }

            nextDueNs = _heap.NextDueNs;
        }

        if (!fired && nextDueNs != long.MaxValue)
        {
            LookIn(Math.Max(0, nextDueNs - MonotonicClock.NowNs));
        }
    }

    /// <summary>Rounded up: what is looked at too early has to be looked at twice.</summary>
    private void LookIn(long delayNs)
    {
        var delay = TimeSpan.FromTicks((delayNs / NsPerTick) + 1);
        scheduler.Advanced.ScheduleOnce(delay, Look, cancelable);
    }
}
