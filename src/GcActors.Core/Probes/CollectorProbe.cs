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
        var live = new List<CollectionStats>();
        var garbage = new List<CollectionStats>();
        long heapBytes = 0;
        for (int i = 0; i < options.Repetitions; i++)
        {
            using var graph = new RandomGraphHeap(options);
            heapBytes = graph.HeapBytes;
            live.Add(MeasureLive(graph, options, disagreements));
            garbage.Add(MeasureGarbage(graph, options, disagreements));
        }

        CollectionStats liveMedian = Median(live, static s => s.SerialNs + s.ParallelNs);
        CollectionStats garbageMedian = Median(garbage, static s => s.SerialNs + s.ParallelNs);
        double serial = liveMedian.SerialNs;
        double alone = serial + (double)liveMedian.ParallelNs * options.Workers;
        return new CollectorProbeResult
        {
            LiveNsPerObject = (double)(liveMedian.SerialNs + liveMedian.ParallelNs) / options.Nodes,
            GarbageNsPerObject = (double)(garbageMedian.SerialNs + garbageMedian.ParallelNs) / garbageMedian.GarbageFound,
            Collected = garbageMedian.GarbageFound,
            SerialShare = serial / (liveMedian.SerialNs + liveMedian.ParallelNs),
            AmdahlLimit = alone / (serial + (alone - serial) / options.Workers),
            LivePhaseNs = liveMedian.PhaseNs,
            GarbagePhaseNs = garbageMedian.PhaseNs,
            SideBytes = Math.Max(liveMedian.SideBytesPeak, garbageMedian.SideBytesPeak),
            HeapBytes = heapBytes,
            Disagreements = disagreements,
        };
    }

    /// <summary>The third of three collections: the first moves the graph to the oldest generation, the second warms the side table.</summary>
    private static CollectionStats MeasureLive(RandomGraphHeap graph, CollectorProbeOptions options, List<string> disagreements)
    {
        CollectionStats stats = new();
        for (int i = 0; i < 3; i++)
        {
            stats = graph.Collect(FullGeneration, options.Workers);
        }

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

    private static CollectionStats Median(List<CollectionStats> stats, Func<CollectionStats, long> key)
    {
        stats.Sort((a, b) => key(a).CompareTo(key(b)));
        return stats[stats.Count / 2];
    }
}
