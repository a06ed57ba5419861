namespace GcActors.Core.Protocol;

/// <summary>What others than mutators used of CPU time for a strategy with logs, from the beginning of each measured run until its last log was applied. What set-up left
/// in logs is applied in it too.</summary>
/// <param name="clock">The refcount actors'.</param>
internal sealed class HelperTally(RefCountClock clock)
{
    private long _refCountFromNs;
    private long _besideFromNs;
    private long _processFromNs;
    private bool _isSettled;
    private long _runs;
    private long _refCountNs;
    private long _besideNs;
    private long _helperNs;

    private static long ProcessNs => (long)(Environment.CpuUsage.TotalTime.TotalMicroseconds * 1e3);

    public void BeginRun()
    {
        _isSettled = false;
        _processFromNs = ProcessNs;
        _refCountFromNs = _besideFromNs = clock.TotalNs;
    }

    /// <param name="mutatorsNs">What the mutators used; where all take turns on one thread, that thread, with what refcount actors did on it.</param>
    public void EndRun(long mutatorsNs)
    {
        _processFromNs += mutatorsNs;
        if (!clock.IsBesideMutators)
        {
            _besideFromNs = clock.TotalNs;
        }
    }

    /// <summary>A stop behind a run that counts has applied all logs. There may be two: one that was asked for in the run, and the census.</summary>
    public void Settle()
    {
        _runs += _isSettled ? 0 : 1;
        _isSettled = true;
        long processNs = ProcessNs;
        long totalNs = clock.TotalNs;
        _helperNs += processNs - _processFromNs;
        _refCountNs += totalNs - _refCountFromNs;
        _besideNs += totalNs - _besideFromNs;
        _processFromNs = processNs;
        _refCountFromNs = _besideFromNs = totalNs;
    }

    /// <summary>Means over the runs: <c>refcount_cpu_ns</c>; what of it is not in the trial's CPU time (<c>refcount_beside_ns</c>); and, by the process's clock, what all
    /// but the mutators used (<c>helper_cpu_ns</c>).</summary>
    public void AddTo(IDictionary<string, double> extra)
    {
        double runs = Math.Max(1, _runs);
        extra["refcount_cpu_ns"] = _refCountNs / runs;
        extra["refcount_beside_ns"] = _besideNs / runs;
        extra["helper_cpu_ns"] = _helperNs / runs;
    }
}
