using GcActors.Core.Collection;

namespace GcActors.Core.Probes;

/// <summary>What to measure.</summary>
/// <param name="Nodes">n of the random graph.</param>
/// <param name="Edges">k of the random graph.</param>
/// <param name="Workers">Workers of the parallel phases.</param>
/// <param name="Order">Order of survivors.</param>
/// <param name="HugePages">Ask for huge pages.</param>
/// <param name="Repetitions">Collections measured, live and as garbage.</param>
public sealed record CollectorProbeOptions(
    long Nodes, int Edges, int Workers, CollectionOrder Order = CollectionOrder.CPython, bool HugePages = false, int Repetitions = 5);

/// <summary>What the probe saw; medians over its repetitions.</summary>
public sealed record CollectorProbeResult
{
    public required double LiveNsPerObject { get; init; }

    /// <summary>The same for the first collection of a graph just built: what a trial's pause for such a graph is to be compared with.</summary>
    public required double FirstLiveNsPerObject { get; init; }

    /// <summary>Per collected object, freeing included.</summary>
    public required double GarbageNsPerObject { get; init; }

    /// <summary>Objects collected as garbage: what counting alone had not freed when the table was dropped.</summary>
    public required long Collected { get; init; }

    /// <summary>Share of the live collection's time spent in serial stretches.</summary>
    public required double SerialShare { get; init; }

    /// <summary>Amdahl's limit for so many workers: 1 / (s + (1 − s) / W), with s as a worker alone would see it.</summary>
    public required double AmdahlLimit { get; init; }

    /// <summary>Phases of the median live collection, in ns.</summary>
    public required IReadOnlyDictionary<string, long> LivePhaseNs { get; init; }

    /// <summary>Phases of the median garbage collection, in ns.</summary>
    public required IReadOnlyDictionary<string, long> GarbagePhaseNs { get; init; }

    public required long SideBytes { get; init; }

    public required long HeapBytes { get; init; }

    /// <summary>What disagreed with the backup trace; empty: nothing.</summary>
    public required IReadOnlyList<string> Disagreements { get; init; }
}

/// <summary>
/// Measures the generational collector on the random graph of workloads.md 5.2 (LCG, seed 42): once live, held by its table, and once as garbage, the table
/// dropped. The very code that trials run, on plain threads.
/// </summary>
public static class CollectorProbe
{
    private const int FullGeneration = 2;

    public static CollectorProbeResult Measure(CollectorProbeOptions options)
    {
        var disagreements = new List<string>();
        var first = new List<CollectionStats>();
        var live = new List<CollectionStats>();
        var garbage = new List<CollectionStats>();
        long heapBytes = 0;
        for (int i = 0; i < options.Repetitions; i++)
        {
            using var graph = new RandomGraphHeap(options);
            heapBytes = graph.HeapBytes;
            first.Add(graph.Collect(FullGeneration, options.Workers));
            live.Add(MeasureLive(graph, options, disagreements));
            garbage.Add(MeasureGarbage(graph, options, disagreements));
        }

        CollectionStats firstMedian = Median(first);
        CollectionStats liveMedian = Median(live);
        CollectionStats garbageMedian = Median(garbage);
        double serial = liveMedian.SerialNs;
        double alone = serial + (double)liveMedian.ParallelNs * options.Workers;
        return new CollectorProbeResult
        {
            LiveNsPerObject = (double)TotalNs(liveMedian) / options.Nodes,
            FirstLiveNsPerObject = (double)TotalNs(firstMedian) / options.Nodes,
            GarbageNsPerObject = (double)TotalNs(garbageMedian) / garbageMedian.GarbageFound,
            Collected = garbageMedian.GarbageFound,
            SerialShare = serial / TotalNs(liveMedian),
            AmdahlLimit = alone / (serial + (alone - serial) / options.Workers),
            LivePhaseNs = liveMedian.PhaseNs,
            GarbagePhaseNs = garbageMedian.PhaseNs,
            SideBytes = Math.Max(liveMedian.SideBytesPeak, garbageMedian.SideBytesPeak),
            HeapBytes = heapBytes,
            Disagreements = disagreements,
        };
    }

    /// <summary>The third collection: the first moved the graph to the oldest generation, the second warms the side table.</summary>
    private static CollectionStats MeasureLive(RandomGraphHeap graph, CollectorProbeOptions options, List<string> disagreements)
    {
        graph.Collect(FullGeneration, options.Workers);
        CollectionStats stats = graph.Collect(FullGeneration, options.Workers);
        long reachable = graph.CountReachable();
        if (stats.Survivors != reachable || stats.GarbageFound != 0 || reachable != options.Nodes + 1)
        {
            disagreements.Add($"live: {reachable} objects are reachable, the collector kept {stats.Survivors} and found {stats.GarbageFound} garbage");
        }

        return stats;
    }

    private static CollectionStats MeasureGarbage(RandomGraphHeap graph, CollectorProbeOptions options, List<string> disagreements)
    {
        graph.DropTable();
        long unreachable = graph.LiveObjects - graph.CountReachable();
        CollectionStats stats = graph.Collect(FullGeneration, options.Workers);
        if (stats.GarbageFound != unreachable || stats.ObjectsFreed != unreachable || stats.Survivors != 0)
        {
            disagreements.Add($"garbage: {unreachable} objects are unreachable, the collector found {stats.GarbageFound} and freed {stats.ObjectsFreed}");
        }

        return stats;
    }

    private static CollectionStats Median(List<CollectionStats> stats)
    {
        stats.Sort(static (a, b) => TotalNs(a).CompareTo(TotalNs(b)));
        return stats[stats.Count / 2];
    }

    private static long TotalNs(CollectionStats stats) => stats.SerialNs + stats.ParallelNs;
}
