using System.Diagnostics;

namespace GcActors.Core.Counting;

/// <summary>What one mutator's locks cost it. Time is taken on the slow path only: a look at the clock costs more than most operations.</summary>
public struct LockWaits
{
    public long Acquired;

    /// <summary>Locks that were not free at once.</summary>
    public long Contended;

    /// <summary>Looks at a lock that was still held.</summary>
    public long Spins;

    /// <summary>Times this mutator gave up looking and waited to be called.</summary>
    public long Parks;

    /// <summary>Locks that this mutator passed on, still locked, to one who had waited too long.</summary>
    public long HandOvers;

    private long _ticks;

    /// <summary>The lock is not free.</summary>
    /// <returns>For <see cref="End"/>.</returns>
    public long Begin()
    {
        Contended++;
        return Stopwatch.GetTimestamp();
    }

    /// <summary>The lock has come.</summary>
    public void End(long begun) => _ticks += Stopwatch.GetTimestamp() - begun;

    public readonly void AddTo(IDictionary<string, double> report)
    {
        report["lock_acquisitions"] = Acquired;
        report["lock_contended"] = Contended;
        report["lock_spins"] = Spins;
        report["lock_parks"] = Parks;
        report["lock_handovers"] = HandOvers;
        report["lock_wait_ns"] = _ticks * (1e9 / Stopwatch.Frequency);
    }
}
