using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Probes;

/// <summary>What can be seen of the shared small-object allocator from outside, by addresses alone: the same facts, under the same names, that
/// <c>measure_allocator_cpython.py</c> finds out about a real CPython.</summary>
public static class AllocatorFacts
{
    private const int ReusedBytes = 96;
    private const int MostPools = 6;

    /// <summary>Objects that fill arenas, and the bytes that each of them asks for.</summary>
    private const int ArenaObjects = 40_000;
    private const int ArenaObjectBytes = 496;

    /// <summary>Around the largest request that pools serve.</summary>
    private static readonly int[] s_requests = [511, 512, 513];

    /// <param name="geometry">A value of <c>heap.pool_geometry</c>.</param>
    public static JsonObject Measure(string geometry)
    {
        var settings = new HeapSettings { PoolGeometry = geometry };
        return new JsonObject
        {
            ["pool_size"] = PoolGeometry.Named(geometry).PoolBytes,
            ["size_classes"] = SizeClasses(settings),
            ["last_freed_first_reused"] = Reuse(settings),
            ["request_served_from_pools"] = new JsonObject([.. s_requests.Select(size =>
                KeyValuePair.Create(Text(size), (JsonNode?)IsServedFromPools(settings, size)))]),
            ["arenas"] = Arenas(settings),
        };
    }

    private static JsonObject SizeClasses(HeapSettings settings)
    {
        var classes = new JsonObject();
        for (int size = PoolGeometry.GranuleBytes; size <= PoolGeometry.LargestSmallBytes; size += PoolGeometry.GranuleBytes)
        {
            classes[Text(size)] = SizeClass(settings, size);
        }

        return classes;
    }

    private static JsonObject SizeClass(HeapSettings settings, int size)
    {
        using var heap = new Probe(settings);
        int poolBytes = heap.Geometry.PoolBytes;
        long[] addresses = [.. Enumerable.Range(0, MostPools * (poolBytes / size) + 10).Select(_ => heap.Make(size).Address)];
        long[][] pools = [.. addresses.GroupBy(address => address & -poolBytes).Select(pool => pool.Order().ToArray())];
        long[] full = pools.MaxBy(pool => pool.Length)!;
        return new JsonObject
        {
            ["blocks_per_pool"] = full.Length,
            ["block_size"] = pools.SelectMany(pool => pool.Zip(pool.Skip(1), (low, high) => high - low)).Min(),
            ["blocks_begin_at_offset_48"] = full.All(address => ((address & (poolBytes - 1)) - PoolGeometry.HeaderBytes) % size == 0),
        };
    }

    private static JsonObject Reuse(HeapSettings settings)
    {
        using var heap = new Probe(settings);
        for (int i = 0; i < 2000; i++)
        {
            heap.Make(ReusedBytes);
        }

        var names = new Dictionary<long, string>();
        var made = new Dictionary<string, Made>();
        foreach (string name in (string[])["a", "b", "c"])
        {
            made[name] = heap.Make(ReusedBytes);
            names[made[name].Address] = name;
        }

        string[] freed = ["a", "c", "b"];
        foreach (string name in freed)
        {
            heap.Free(made[name]);
        }

        return new JsonObject
        {
            ["freed_in_order"] = new JsonArray([.. freed.Select(name => (JsonNode)name)]),
            ["handed_out_again"] = new JsonArray([.. freed.Select(_ => (JsonNode)names.GetValueOrDefault(heap.Make(ReusedBytes).Address, "?"))]),
        };
    }

    private static bool IsServedFromPools(HeapSettings settings, int size)
    {
        using var heap = new Probe(settings);
        return heap.IsInArena(heap.Make(size));
    }

    private static JsonObject Arenas(HeapSettings settings)
    {
        using var heap = new Probe(settings);
        int before = heap.Arenas;
        Made[] kept = [.. Enumerable.Range(0, ArenaObjects).Select(_ => heap.Make(ArenaObjectBytes))];
        int peak = heap.Arenas;
        Array.ForEach(kept, heap.Free);
        return new JsonObject
        {
            ["bytes_per_arena"] = heap.Geometry.ArenaBytes,
            ["grows_by_at_least"] = ArenaObjects * 480L / heap.Geometry.ArenaBytes <= peak - before,
            ["all_but_a_few_returned"] = heap.Arenas - before <= 2,
        };
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private readonly record struct Made(ObjectRef Object, long Address);

    /// <summary>A heap of its own for each fact.</summary>
    private sealed class Probe : IDisposable
    {
        private readonly ProbeHeap _heap;
        private Mutator<Plain<Unsync>, SharedAllocator<NoLatch>> _mutator;

        public Probe(HeapSettings settings)
        {
            _heap = new ProbeHeap(settings, 1);
            _mutator = _heap.NewMutator<Plain<Unsync>, SharedAllocator<NoLatch>>(0);
        }

        public PoolGeometry Geometry => _heap.Heap.Space.Geometry;

        public int Arenas => _heap.Heap.Arenas.Mapped;

        /// <param name="bytes">What the allocator is asked for, the object's header included.</param>
        public Made Make(int bytes)
        {
            ObjectRef made = _mutator.New(_mutator.ShapeOf(0, bytes - ObjectHeader.Bytes), 0);
            return new Made(made, (long)made.Granule << PoolGeometry.GranuleShift);
        }

        public bool IsInArena(Made made) => made.Address < _heap.Heap.Space.LargeOffset;

        public void Free(Made made) => _mutator.Drop(made.Object);

        public void Dispose() => _heap.Dispose();
    }
}
