using System.Text.Json.Nodes;
using GcActors.Core.Host;
using GcActors.Core.Probes;

namespace GcActors.Cli.Measuring;

/// <summary><c>measure counter</c>: ns per increment + decrement of each strategy, one thread and two, each on its own object or both on one; <c>foreign</c>:
/// on an object that a third made; <c>tested</c>: immortals are looked for, and the object is none.</summary>
internal static class MeasureCounter
{
    private const int Pairs = 5_000_000;

    public static JsonObject Run(MeasureOptions options)
    {
        var probe = new CounterProbe(ThreadCore.TryBindCurrentThread, Pairs);
        var measurements = new List<(string, Func<double>)>();
        foreach ((string strategy, string variant, Immortality immortality) in CounterProbe.Strategies)
        {
            foreach ((string name, int threads, bool shared, bool foreign) in Cases)
            {
                measurements.Add((
                    $"{Name(strategy, variant, immortality)}_{name}_ns", () => Once(probe, strategy, variant, immortality, threads, shared, foreign)));
            }
        }

        return Medians.Of(options, measurements);
    }

    private static readonly (string Name, int Threads, bool Shared, bool Foreign)[] Cases =
    [
        ("1_thread", 1, false, false), ("2_threads_private", 2, false, false), ("2_threads_shared", 2, true, false),
        ("1_thread_foreign", 1, false, true), ("2_threads_foreign", 2, true, true),
    ];

    private static string Name(string strategy, string variant, Immortality immortality) =>
        (strategy == "racing-pinned" ? "plain" : strategy) + (variant == "auto" ? "" : $"_{variant}") + (immortality switch { Immortality.Mortal => "_tested", Immortality.Immortal => "_immortal", _ => "" });

    private static double Once(CounterProbe probe, string strategy, string variant, Immortality immortality, int threads, bool shared, bool foreign)
    {
        (double ns, double overlap) = probe.Measure(strategy, variant, immortality, threads, shared, foreign);
        return threads == 1 || overlap >= Medians.LeastOverlap ? ns : double.NaN;
    }
}
