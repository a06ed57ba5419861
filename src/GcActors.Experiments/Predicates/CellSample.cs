namespace GcActors.Experiments.Predicates;

/// <summary>One valid invocation, as expressions see it.</summary>
/// <param name="PerIteration">Quantities with one value an iteration (<c>wall_ns</c>, <c>cpu_ns</c>); an invocation's value is their median (rule
/// A1).</param>
/// <param name="PerInvocation">Quantities with one value an invocation (<c>operations</c>, <c>mutators</c>, <c>extra.NAME</c>).</param>
public sealed record CellSample(IReadOnlyDictionary<string, double[]> PerIteration, IReadOnlyDictionary<string, double> PerInvocation)
{
    public static readonly IReadOnlyList<string> IterationQuantities = ["wall_ns", "cpu_ns"];

    public static readonly IReadOnlyList<string> InvocationQuantities =
        ["operations", "mutators", "steps", "iterations", "overlap", "allocs", "frees", "increments", "decrements", "applied_increments", "applied_decrements",
            "live_objects", "cyclic_garbage", "heap_bytes", "peak_heap_bytes", "order_bits"];

    /// <summary>Of the whole process in a measured iteration, whatever the runtime: its CPU time is real on a simulation too, where wall time is virtual.</summary>
    public static readonly IReadOnlyList<string> HostQuantities = ["process_cpu_ns"];

    /// <summary>Of the stops of the world in the measured iterations; where there was none, counts and sums are 0 and percentiles absent.</summary>
    public static readonly IReadOnlyList<string> StopQuantities =
        ["stops", "time_to_stop_p50_ns", "time_to_stop_p99_ns", "time_to_stop_max_ns", "time_to_stop_sum_ns", "pause_p50_ns", "pause_p99_ns", "pause_max_ns",
            "pause_sum_ns"];

    /// <summary>Of what waits in count logs (<c>measure.sample_every_us</c>): its trend over the last iteration and the most that was seen; absent below three samples.</summary>
    public static readonly IReadOnlyList<string> BacklogQuantities = ["backlog_bytes_per_s", "backlog_bytes_max"];

    public const string ExtraPrefix = "extra.";

    public static bool IsQuantity(string word) => IterationQuantities.Contains(word) || InvocationQuantities.Contains(word) || StopQuantities.Contains(word)
        || HostQuantities.Contains(word) || BacklogQuantities.Contains(word)
        || word.StartsWith(ExtraPrefix, StringComparison.Ordinal);
}
