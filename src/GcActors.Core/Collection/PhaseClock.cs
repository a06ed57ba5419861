using System.Diagnostics;

namespace GcActors.Core.Collection;

/// <summary>Writes laps into a collection's statistics: each stretch of time goes to one phase, serial or parallel.</summary>
internal sealed class PhaseClock(CollectionStats stats)
{
    private long _lap = Stopwatch.GetTimestamp();

    /// <summary>Books the time since the last lap. Adding up is left to whoever reads: a small young collection takes some µs in all.</summary>
    public void Lap(string phase, bool parallel = false)
    {
        long now = Stopwatch.GetTimestamp();
        stats.Book(new PhaseLap(phase, now - _lap, parallel));
        _lap = now;
    }
}

/// <param name="Phase">Its name.</param>
/// <param name="Ticks">Of <see cref="Stopwatch"/>.</param>
/// <param name="IsParallel">Whether workers shared it.</param>
internal readonly record struct PhaseLap(string Phase, long Ticks, bool IsParallel)
{
    public long Ns => (long)Stopwatch.GetElapsedTime(0, Ticks).TotalNanoseconds;
}
