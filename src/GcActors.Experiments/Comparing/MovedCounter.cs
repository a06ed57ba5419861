using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Comparing;

/// <summary>A counter that is not what it was: medians over the invocations that count.</summary>
/// <param name="Name">With its unit last.</param>
/// <param name="A">Before.</param>
/// <param name="B">After.</param>
public sealed record MovedCounter(string Name, double A, double B)
{
    private const double LeastChange = 0.01;

    /// <summary>Counts of the heap, then of stops, waits and CPU time, then of the host.</summary>
    private static readonly (string Name, Func<ResultRow, double?> Of)[] s_counters =
    [
        ("increments", row => row.Number("increments")),
        ("decrements", row => row.Number("decrements")),
        ("allocations", row => row.Number("allocs")),
        ("frees", row => row.Number("frees")),
        ("collections", row => row.Stops("pause_ns").Count),
        ("gc share of wall time", row => ShareOfWall(row, row.Stops("pause_ns").Sum())),
        ("waiting for stops, share of wall time", row => ShareOfWall(row, row.Stops("time_to_stop_ns").Sum())),
        ("cpu / wall", row => row.Iterations("wall_ns").Sum() is > 0 and var wall ? row.Iterations("cpu_ns").Sum() / wall : null),
        ("overlap", row => row.Overlap),
        ("other processes, cores", row => row.Host("other_cpu_cores")),
        ("steal, cores", row => row.Host("steal_cores")),
        ("collections of .NET", row => row.Host("host_collections")),
        ("major faults", row => row.Host("major_faults")),
    ];

    /// <summary>1: as it was; infinite: it was nothing.</summary>
    public double Ratio => B / A;

    private double Change => A == B ? 0 : A <= 0 || B <= 0 ? double.PositiveInfinity : Math.Abs(Math.Log(B / A));

    internal static IReadOnlyList<MovedCounter> Between(Analysis before, Analysis after, string cell)
    {
        ResultRow[] a = [.. before.ValidRows.Where(row => row.Cell == cell)];
        ResultRow[] b = [.. after.ValidRows.Where(row => row.Cell == cell)];
        if (a.Length == 0 || b.Length == 0)
            return [];
        IEnumerable<(string Name, Func<ResultRow, double?> Of)> extras = ExtrasOf(a[0]).Intersect(ExtrasOf(b[0]))
            .Select(name => (name, (Func<ResultRow, double?>)(row => row.Extra(name))));
        return [.. s_counters.Concat(extras).Select(counter => Moved(counter.Name, a.Select(counter.Of), b.Select(counter.Of)))
            .OfType<MovedCounter>().Where(counter => counter.Change > LeastChange).OrderByDescending(counter => counter.Change)];
    }

    private static MovedCounter? Moved(string name, IEnumerable<double?> a, IEnumerable<double?> b)
    {
        double[] before = [.. a.OfType<double>()];
        double[] after = [.. b.OfType<double>()];
        return before.Length == 0 || after.Length == 0 ? null : new MovedCounter(name, Median.Of(before), Median.Of(after));
    }

    private static double? ShareOfWall(ResultRow row, double ns) => row.Iterations("wall_ns").Sum() is > 0 and var wall ? ns / wall : null;

    private static IEnumerable<string> ExtrasOf(ResultRow row) => (row.Json["extra"] as JsonObject ?? []).Select(entry => entry.Key);
}
