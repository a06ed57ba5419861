using System.Diagnostics;

namespace GcActors.Experiments.Running;

/// <summary>The step of the clock that trials are timed with (gate G6).</summary>
public static class ClockStep
{
    private const int Samples = 1000;

    /// <summary>The smallest difference between two readings that differ.</summary>
    public static double MeasureNs()
    {
        long smallest = long.MaxValue;
        for (int i = 0; i < Samples; i++)
        {
            long first = Stopwatch.GetTimestamp();
            long second = Stopwatch.GetTimestamp();
            if (second > first)
                smallest = Math.Min(smallest, second - first);
        }

        return smallest * 1e9 / Stopwatch.Frequency;
    }
}
