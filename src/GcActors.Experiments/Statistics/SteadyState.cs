using Perfolizer.Mathematics.Cpd;

namespace GcActors.Experiments.Statistics;

/// <summary>The end of the warm-up and the class of an invocation.</summary>
/// <param name="Class">Of its iterations.</param>
/// <param name="WarmUpEnd">Index of the first iteration from which on all levels equal the last; 0: from the first on.</param>
public sealed record SteadyState(SteadyClass Class, int WarmUpEnd)
{
    /// <summary>Fewer show no change that one wild iteration could not make.</summary>
    public const int LeastIterations = 8;

    /// <summary>Levels that differ by less are equal.</summary>
    private const double LeastChange = 0.01;

    private const int LeastSegment = 3;

    /// <summary>
    /// Change points by ED-PELT (Haynes, Fearnhead and Eckley 2017; Perfolizer), then Barrett's rules, where two levels are equal that differ by less than 1 %
    /// or the spread (median absolute deviation, as a standard deviation) within the last one.
    /// </summary>
    /// <param name="times">One an iteration, in order.</param>
    public static SteadyState Of(IReadOnlyList<double> times)
    {
        if (times.Count < LeastIterations)
            return new SteadyState(SteadyClass.TooFew, 0);
        int[] starts = [0, .. EdPeltChangePointDetector.Instance.GetChangePointIndexes([.. times], LeastSegment).Select(last => last + 1)];
        double[] levels = [.. starts.Zip([.. starts.Skip(1), times.Count], (from, to) => Median.Of(times.Skip(from).Take(to - from)))];
        double equal = Math.Max(LeastChange * levels[^1], Spread(times.Skip(starts[^1]), levels[^1]));
        int lastOther = Array.FindLastIndex(levels, level => Math.Abs(level - levels[^1]) > equal);
        if (lastOther < 0)
            return new SteadyState(SteadyClass.Flat, 0);
        int end = starts[lastOther + 1];
        return new SteadyState(ClassOf(levels, equal, end, times.Count), end);
    }

    private static SteadyClass ClassOf(double[] levels, double equal, int end, int count)
    {
        if (end > count - (count / 4))
            return SteadyClass.NoSteadyState;
        return levels.Min() < levels[^1] - equal ? SteadyClass.Slowdown : SteadyClass.WarmUp;
    }

    private static double Spread(IEnumerable<double> times, double level) => 1.4826 * Median.Of(times.Select(time => Math.Abs(time - level)));
}
