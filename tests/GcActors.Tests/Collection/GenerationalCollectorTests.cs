using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Collection;

public unsafe class GenerationalCollectorTests
{
    [Fact]
    public void Collects_an_empty_heap()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        for (int generation = 0; generation <= 2; generation++)
        {
            Assert.Equal(0, heap.Collect(collector, generation).GarbageFound);
        }

        Assert.True(heap.Verify(collector).IsSound);
    }

    [Fact]
    public void Frees_one_object_that_holds_itself()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        Ring(heap, 1);

        CollectionStats stats = heap.Collect(collector, 0);

        Assert.Equal((1, 1, 1), (stats.GarbageFound, stats.ObjectsFreed, stats.Decrements));
        Assert.Equal(0, heap.Verify(collector).LiveObjects);
    }

    [Fact]
    public void Garbage_takes_with_it_what_only_it_holds()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        ObjectRef ring = Ring(heap, 3, keep: true);
        ObjectRef leaf = heap.New(heap[0].ShapeOf(0, 8), 7);
        heap[0].Store(ring, 1, leaf);
        heap[0].Drop(leaf);
        heap[0].Drop(ring);

        CollectionStats stats = heap.Collect(collector, 0);

        Assert.Equal((3, 4, 4), (stats.GarbageFound, stats.ObjectsFreed, stats.Decrements));
        Assert.True(heap.Verify(collector).IsSound);
    }

    [Fact]
    public void A_count_just_below_immortality_is_subtracted_like_any_other()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        ObjectRef o = Ring(heap, 1, keep: true);
        heap.Header(o)->Count = CountArea.ImmortalFrom - 1;

        CollectionStats stats = heap.Collect(collector);

        Assert.Equal((1, 0), (stats.Survivors, stats.GarbageFound));
    }

    [Fact]
    public void Immortal_objects_are_roots()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        ObjectRef immortal = Ring(heap, 3, keep: true);
        heap.Header(immortal)->Count = CountArea.ImmortalCount;

        CollectionStats stats = heap.Collect(collector);

        Assert.Equal((3, 0), (stats.Survivors, stats.GarbageFound));
        Assert.True(heap.Verify(collector).IsSound);
    }

    [Fact]
    public void A_death_that_a_stop_interrupted_holds_what_it_has_not_dropped()
    {
        using var heap = new LeasedHeap();
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        ObjectRef table = heap.New(heap[0].ShapeOf(1000, 0));
        for (int i = 0; i < 1000; i++)
        {
            ObjectRef o = heap.New(heap[0].ShapeOf(1, 0));
            heap[0].Store(table, i, o);
            heap[0].Drop(o);
        }

        heap.Control(0)->Breaker = (int)Breaker.Stop;
        heap[0].Drop(table);
        Assert.True(heap[0].IsKilling);

        CollectionStats stats = heap.Collect(collector);
        HeapCensus stopped = heap.Verify(collector);
        heap.Control(0)->Breaker = 0;
        heap[0].GoOnKilling();

        Assert.Equal(0, stats.GarbageFound);
        Assert.True(stopped.IsSound, string.Join('\n', stopped.Violations));
        HeapCensus census = heap.Verify(collector);
        Assert.Equal((0, 0), (census.LiveObjects, census.UnreachableObjects));
        Assert.True(census.IsSound, string.Join('\n', census.Violations));
    }

    [Fact]
    public void Tombstone_storms_leave_vectors_in_order()
    {
        using var heap = new LeasedHeap(registers: 40_000);
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        var random = new Random(5);
        for (int round = 0; round < 30; round++)
        {
            for (int i = 0; i < 3000; i++)
            {
                int register = random.Next(40_000);
                ObjectRef before = heap[0].Register(register);
                heap[0].Register(register) = heap.New(heap[0].ShapeOf(1, 0));
                if (!before.IsNull)
                {
                    heap[0].Drop(before);
                }
            }

            heap.Collect(collector, round % 7 == 6 ? 2 : round % 2);
            HeapCensus census = heap.Verify(collector);
            Assert.True(census.IsSound, string.Join('\n', census.Violations));
        }
    }

    [Fact]
    public void Young_collections_that_leave_little_do_not_fill_the_vectors()
    {
        using var heap = new LeasedHeap(registers: 4096);
        using var collector = new LeasedCollector(CollectionOrder.CPython);
        for (int i = 0; i < 4000; i++)
        {
            heap[0].Register(i) = heap.New(heap[0].ShapeOf(1, 0));
            heap.Collect(collector, 0);
        }

        Assert.True(heap.Heap.Vectors.UsedBytes <= 8L * GenerationVectors.ChunkEntries * sizeof(uint), $"{heap.Heap.Vectors.UsedBytes} bytes of vectors");
        Assert.True(heap.Verify(collector).IsSound);
    }

    [Theory]
    [InlineData(CollectionOrder.CPython)]
    [InlineData(CollectionOrder.Place)]
    public void Any_number_of_workers_finds_the_same(CollectionOrder order)
    {
        string[] results = [.. new[] { 1, 2, 3, 4 }.Select(workers => ResultOfLargeGraph(order, workers))];
        Assert.All(results, result => Assert.Equal(results[0], result));
    }

    /// <summary>60,000 objects with a wide table, a back-to-front chain, random references, garbage, several mutators' generations.</summary>
    private static string ResultOfLargeGraph(CollectionOrder order, int workers)
    {
        const int Objects = 60_000;
        using var heap = new LeasedHeap(mutators: 3);
        using var collector = new LeasedCollector(order, parallelFromObjects: 0);
        var random = new Random(9);
        ref var mutator = ref heap[0];
        ObjectRef table = heap.New(mutator.ShapeOf(Objects / 2, 0));
        mutator.Register(0) = table;
        var all = new ObjectRef[Objects];
        for (int i = 0; i < Objects; i++)
        {
            all[i] = heap.New(mutator.ShapeOf(3, 8), (ulong)i, i % 3);
        }

        for (int i = 0; i < Objects; i++)
        {
            mutator.Store(all[i], 0, i > 0 && i % 5000 != 0 ? all[i - 1] : all[i]);
            mutator.Store(all[i], 1, random.Next(3) == 0 ? all[random.Next(Objects / 4) + i / (Objects / 4 + 1) * (Objects / 4)] : default);
            if (random.Next(100) == 0)
            {
                mutator.Store(table, i / 2, all[i]);
            }
        }

        Array.ForEach(all, o => heap[0].Drop(o));
        CollectionStats stats = heap.Collect(collector, 2, workers);
        HeapCensus census = heap.Verify(collector);
        Assert.True(census.IsSound, string.Join('\n', census.Violations));
        Assert.Equal(0, census.UnreachableObjects);
        return $"{stats.GarbageFound} {stats.ObjectsFreed} {stats.Decrements} {string.Join(',', heap.Cells(collector.OldGenerations[1]))}";
    }

    /// <summary>A ring of records; without <paramref name="keep"/> nothing outside holds it.</summary>
    private static ObjectRef Ring(LeasedHeap heap, int length, bool keep = false)
    {
        ushort shape = heap[0].ShapeOf(2, 0);
        ObjectRef first = heap.New(shape);
        ObjectRef last = heap[0].Copy(first);
        for (int i = 1; i < length; i++)
        {
            ObjectRef next = heap.New(shape);
            heap[0].Store(last, 0, next);
            heap[0].Drop(last);
            last = next;
        }

        heap[0].Store(last, 0, first);
        heap[0].Drop(last);
        if (!keep)
        {
            heap[0].Drop(first);
        }

        return first;
    }
}
