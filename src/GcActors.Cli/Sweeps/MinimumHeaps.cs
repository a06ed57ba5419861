using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Sweeps;

/// <summary>Finds minimum heaps by bisection. In virtual time and with one iteration: the same settings have the same minimum on every machine.</summary>
internal static class MinimumHeaps
{
    public const string LimitKey = "heap.limit_bytes";

    private const double Precision = 0.02;
    private const long LeastStep = 256 * 1024;
    private const long MostBytes = 1L << 40;

    /// <exception cref="SettingsException">It does not end in any heap, or fails of something else.</exception>
    public static MinimumHeap Find(TrialSettings settings, CliContext context)
    {
        var search = new Search(settings, context);
        long low = 0, high = LeastStep;
        while (!search.Ends(high))
        {
            (low, high) = (high, high * 2);
            if (high > MostBytes)
            {
                throw new SettingsException(LimitKey, $"{settings.Workload} does not end in {MostBytes} bytes either");
            }
        }

        while (high - low > Math.Max(LeastStep, low * Precision) && low > 0)
        {
            long middle = low + ((high - low) / 2 / LeastStep * LeastStep);
            middle = middle == low ? low + LeastStep : middle;
            (low, high) = search.Ends(middle) ? (low, middle) : (middle, high);
        }

        return new MinimumHeap(high, low, search.Trials);
    }

    private sealed class Search(TrialSettings settings, CliContext context)
    {
        public int Trials { get; private set; }

        public bool Ends(long limitBytes)
        {
            TrialSettings tried = settings with
            {
                Runtime = "simulation",
                Heap = settings.Heap with { LimitBytes = limitBytes },
                Measure = settings.Measure with { WarmupMs = 0, WarmupIterations = 0, Iterations = 1 },
            };
            foreach (Preflight.Finding error in Preflight.Check(tried).Where(finding => !finding.IsWarning))
            {
                return error.Key == LimitKey ? false : throw new SettingsException(error.Key, error.Message);
            }

            Trials++;
            TrialReport report = context.RunTrial(tried, null, context.Cancellation);
            return report.Outcome switch
            {
                TrialOutcome.Passed => true,
                TrialOutcome.OutOfMemory => false,
                _ => throw new SettingsException("gcactors minheap", $"the trial did not end with {limitBytes} bytes: {report.Outcome}"),
            };
        }
    }
}
