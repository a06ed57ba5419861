using System.Diagnostics;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Collection;

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

/// <summary>The random graph on a heap of its own, built by a mutator, with a collector.</summary>
internal sealed unsafe class RandomGraphHeap : IDisposable
{
    private const ulong Seed = 42;
    private readonly Heap _heap;
    private readonly AllocatorBinding _allocators;
    private readonly GenerationalCollector<Plain<Unsync>, SharedAllocator<NoLatch>> _collector;
    private readonly Reachability _reachability;
    private readonly Memory.LazyTable<AllocationTrigger> _trigger = new(1);
    private readonly Memory.LazyTable<MutatorControl> _control = new(1);
    private Mutator<Plain<Unsync>, SharedAllocator<NoLatch>> _mutator;

    public RandomGraphHeap(CollectorProbeOptions options)
    {
        _heap = new Heap(new HeapSettings { HugePages = options.HugePages }, poison: false);
        _allocators = new AllocatorBinding(_heap, 1);
        _collector = new GenerationalCollector<Plain<Unsync>, SharedAllocator<NoLatch>>(options.Order);
        _reachability = new Reachability(_heap);
        _trigger.Entries->Limit = int.MaxValue;
        _mutator = new Mutator<Plain<Unsync>, SharedAllocator<NoLatch>>(new MutatorBinding
        {
            Index = 0,
            Mutators = 1,
            Allocators = _allocators,
            Registers = _heap.AddRoots("probe", 1),
            SharedRoots = _heap.AddRoots("shared", 1),
            Trigger = _trigger.Entries,
            Control = _control.Entries,
            CollectsInAllocation = false,
            PinnedAreImmortal = false,
        });
        Build(options.Nodes, options.Edges);
    }

    public long HeapBytes => _heap.Space.MappedBytes;

    public long LiveObjects => _mutator.Allocs - _mutator.Frees;

    private StoppedHeap Stopped => new(_allocators, []);

    public CollectionStats Collect(int generation, int workers) => CollectionRunner.Run(_collector.Begin(Stopped, generation, workers), workers);

    public long CountReachable()
    {
        _reachability.Mark<Plain<Unsync>>(Stopped);
        _reachability.Clear();
        return _reachability.Marked;
    }

    /// <summary>Drops the table; counting alone then frees what no cycle holds.</summary>
    public void DropTable()
    {
        ObjectRef table = _mutator.Register(0);
        _mutator.Register(0) = default;
        _mutator.Drop(table);
    }

    public void Dispose()
    {
        _collector.Dispose();
        _reachability.Dispose();
        _allocators.Dispose();
        _heap.Dispose();
        _trigger.Dispose();
        _control.Dispose();
    }

    /// <summary>The build of workloads.md 5.2.</summary>
    private void Build(long nodes, int edges)
    {
        ushort node = _mutator.ShapeOf(edges, 8);
        ObjectRef table = _mutator.New(_mutator.ShapeOf((int)nodes, 0), 0);
        _mutator.Register(0) = table;
        for (int u = 0; u < nodes; u++)
        {
            ObjectRef o = _mutator.New(node, (ulong)u);
            Debug.Assert(!o.IsNull, "the probe's heap has no limit");
            _mutator.Store(table, u, o);
            _mutator.Drop(o);
        }

        ulong x = Seed;
        for (int u = 0; u < nodes; u++)
        {
            for (int j = 0; j < edges; j++)
            {
                x = 6364136223846793005 * x + 1442695040888963407;
                ObjectRef v = _mutator.Load(table, (int)((x >> 32) * (ulong)nodes >> 32));
                ObjectRef o = _mutator.Load(table, u);
                _mutator.Store(o, j, v);
                _mutator.Drop(o);
                _mutator.Drop(v);
            }
        }
    }
}
