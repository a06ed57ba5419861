using System.Diagnostics;

namespace GcActors.Runtime;

/// <summary>Monotonic wall time in ns. On Linux a tick is a ns and the multiplication folds away.</summary>
internal static class MonotonicClock
{
    private static readonly bool s_tickIsNs = Stopwatch.Frequency == 1_000_000_000;

    public static long NowNs
    {
        get
        {
            long ticks = Stopwatch.GetTimestamp();
            return s_tickIsNs ? ticks : (long)((Int128)ticks * 1_000_000_000 / Stopwatch.Frequency);
        }
    }
}
