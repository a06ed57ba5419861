using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Statistics;

namespace GcActors.Cli.Measuring;

/// <summary><c>measure handshake</c>: time to stop of mutators that run <c>hot</c>, the world being stopped some 200 times a repetition.</summary>
internal static class MeasureHandshake
{
    private const long StopEveryUs = 1000;
    private const long StepsEach = 4_000_000;

    public static JsonObject Run(MeasureOptions options)
    {
        var stops = new List<double>();
        int voided = 0;
        for (int repetition = 0; repetition < options.Repetitions; repetition++)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            TrialReport report = TrialRun.Run(Settings(options), null, options.Cancellation);
            if (report.Overlap is { } overlap && overlap < Medians.LeastOverlap && options.Mutators <= Environment.ProcessorCount)
            {
                voided++;
            }

            stops.AddRange(report.Collections.Select(c => (double)c.TimeToStopNs));
        }

        stops.Sort();
        return new JsonObject
        {
            ["mutators"] = options.Mutators,
            ["stops"] = stops.Count,
            ["time_to_stop_p50_ns"] = At(stops, 0.5),
            ["time_to_stop_p90_ns"] = At(stops, 0.9),
            ["time_to_stop_p99_ns"] = At(stops, 0.99),
            ["time_to_stop_max_ns"] = At(stops, 1),
            ["repetitions"] = options.Repetitions,
            ["repetitions_below_overlap_0.9"] = voided,
        };
    }

    private static double? At(List<double> sorted, double share) => sorted.Count == 0 ? null : Math.Round(Quantile.OfSorted(CollectionsMarshal.AsSpan(sorted), share));

    private static TrialSettings Settings(MeasureOptions options) => new()
    {
        Plan = "floor",
        Workload = "hot",
        Mutators = options.Mutators,
        Seed = options.Seed,
        Counting = new CountingSettings { Strategy = "racing-pinned" },
        Collection = new CollectionSettings { Trigger = "never" },
        Heap = new HeapSettings { Allocator = "leased" },
        Measure = new MeasureSettings { StopEveryUs = StopEveryUs, WarmupIterations = 1 },
        Parameters = new Dictionary<string, string>
        {
            ["steps"] = (StepsEach * options.Mutators).ToString(CultureInfo.InvariantCulture),
            ["work"] = "8",
        },
    };
}
