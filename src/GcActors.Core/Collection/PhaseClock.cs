using System.Diagnostics;

namespace GcActors.Core.Collection;

/// <summary>Writes laps into a collection's statistics: each stretch of time goes to one phase, serial or parallel.</summary>
internal sealed class PhaseClock(CollectionStats stats)
{
    private long _lap = Stopwatch.GetTimestamp();

    /// <summary>Books the time since the last lap.</summary>
    public void Lap(string phase, bool parallel = false)
    {
        long now = Stopwatch.GetTimestamp();
        long ns = (long)Stopwatch.GetElapsedTime(_lap, now).TotalNanoseconds;
        _lap = now;
        stats.PhaseNs[phase] = stats.PhaseNs.GetValueOrDefault(phase) + ns;
        if (parallel)
        {
            stats.ParallelNs += ns;
        }
        else
        {
            stats.SerialNs += ns;
        }
    }
}
