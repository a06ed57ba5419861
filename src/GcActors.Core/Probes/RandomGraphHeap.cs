using System.Diagnostics;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>The random graph on a heap of its own, built by a mutator, with a collector.</summary>
internal sealed class RandomGraphHeap : IDisposable
{
    private const ulong Seed = 42;
    private readonly ProbeHeap _heap;
    private readonly GenerationalCollector<Plain<Unsync>, SharedAllocator<NoLatch>> _collector;
    private readonly Reachability _reachability;
    private Mutator<Plain<Unsync>, SharedAllocator<NoLatch>> _mutator;

    public RandomGraphHeap(CollectorProbeOptions options)
    {
        _heap = new ProbeHeap(new HeapSettings { HugePages = options.HugePages }, 1);
        _collector = new GenerationalCollector<Plain<Unsync>, SharedAllocator<NoLatch>>(options.Order);
        _reachability = new Reachability(_heap.Heap);
        _mutator = _heap.NewMutator<Plain<Unsync>, SharedAllocator<NoLatch>>(0);
        Build(options.Nodes, options.Edges);
    }

    public long HeapBytes => _heap.Heap.Space.MappedBytes;

    public long LiveObjects => _mutator.Allocs - _mutator.Frees;

    private StoppedHeap Stopped => new(_heap.Allocators, []);

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
        _heap.Dispose();
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
