using GcActors.Core.Collection;
using GcActors.Core.Memory;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Collection;

/// <summary>The collector against CPython's list algorithm on random graphs: same survivors in the same order, same garbage in the same order.</summary>
public unsafe class CollectorModelTests
{
    /// <summary>Few enough that all objects of a test lie in one pool, whose free chain then tells the order of deaths.</summary>
    private const int MostObjects = 450;

    [Theory]
    [InlineData(CollectionOrder.CPython, 1)]
    [InlineData(CollectionOrder.CPython, 2)]
    [InlineData(CollectionOrder.CPython, 4)]
    [InlineData(CollectionOrder.Place, 1)]
    [InlineData(CollectionOrder.Place, 2)]
    [InlineData(CollectionOrder.Place, 3)]
    public void Agrees_with_the_list_algorithm_over_several_generations(CollectionOrder order, int workers)
    {
        long garbage = 0;
        for (int seed = 0; seed < 40; seed++)
        {
            using var heap = new SharedHeap();
            using var collector = new SharedCollector(order, parallelFromObjects: 0);
            var graph = new RandomGraph(heap, new Random(seed));
            foreach (int generation in (int[])[0, 0, 1, 0, 2, 0, 1, 2, 2])
            {
                graph.Grow(graph.Random.Next(0, 60));
                graph.Rewire();
                garbage += CheckCollection(heap, collector, generation, order, workers, seed);
            }
        }

        Assert.True(garbage > 1000, $"only {garbage} objects were garbage: the graphs test nothing");
    }

    /// <summary>One collection beside the model's; answers how much was garbage.</summary>
    private static long CheckCollection(SharedHeap heap, SharedCollector collector, int generation, CollectionOrder order, int workers, int seed)
    {
        List<uint> middle = heap.Cells(collector.OldGenerations[0]);
        List<uint> old = heap.Cells(collector.OldGenerations[1]);
        List<uint> young = heap.YoungCells();
        List<uint> region = generation switch
        {
            0 => young,
            1 => [.. middle, .. young],
            _ => [.. old, .. young, .. middle],
        };
        (List<uint> survivors, List<uint> garbage) = ListModel.Split(region, cell => heap.Heap.HeaderOf(cell)->Count, heap.References);
        if (order == CollectionOrder.Place)
        {
            survivors = [.. region.Except(garbage)];
        }

        CollectionStats stats = heap.Collect(collector, generation, workers);

        Assert.Equal(garbage.Count, stats.GarbageFound);
        Assert.Equal(survivors.Count, stats.Survivors);
        HeapCensus census = heap.Verify(collector);
        Assert.True(census.IsSound, $"seed {seed}, generation {generation}: {string.Join('\n', census.Violations)}");
        List<uint> dead = Deaths(heap, (int)stats.ObjectsFreed);
        Assert.Equal(garbage, dead.Where(garbage.Contains));
        // Old objects that only garbage held die with it, by counting.
        List<uint> target = [.. generation == 0 ? middle : generation == 1 ? old : [], .. survivors];
        Assert.Equal(target.Except(dead), heap.Cells(collector.OldGenerations[generation == 0 ? 0 : 1]));
        return garbage.Count;
    }

    /// <summary>Cells in the order of their deaths: the pool's free chain backward.</summary>
    private static List<uint> Deaths(SharedHeap heap, int count)
    {
        var dead = new List<uint>();
        if (count == 0)
        {
            return dead;
        }

        var pool = (PoolHeader*)heap.Heap.HeaderOf(heap.Heap.Arenas.PoolAt(1, 0));
        for (uint cell = pool->Free; dead.Count < count; cell = heap.Heap.HeaderOf(cell)->NextFree)
        {
            dead.Add(cell);
        }

        dead.Reverse();
        return dead;
    }

    /// <summary>A graph with self-loops, duplicates, nulls, references between generations, and roots that come and go.</summary>
    private sealed class RandomGraph(SharedHeap heap, Random random)
    {
        private readonly ushort _shape = heap[0].ShapeOf(3, 0);

        public Random Random => random;

        public void Grow(int objects)
        {
            for (int i = 0; i < objects && heap[0].Allocs - heap[0].Frees < MostObjects; i++)
            {
                Hold(random.Next(64), heap.New(_shape));
            }
        }

        /// <summary>Draws references and gives up some roots; what loses its last reference dies by counting and leaves a tombstone.</summary>
        public void Rewire()
        {
            for (int i = 0; i < 150; i++)
            {
                ObjectRef from = heap[0].Register(random.Next(64));
                ObjectRef to = heap[0].Register(random.Next(64));
                if (!from.IsNull)
                {
                    heap[0].Store(from, random.Next(3), random.Next(8) == 0 ? from : to);
                }
            }

            for (int i = 0; i < 20; i++)
            {
                Hold(random.Next(64), default);
            }
        }

        private void Hold(int register, ObjectRef o)
        {
            ObjectRef before = heap[0].Register(register);
            heap[0].Register(register) = o;
            if (!before.IsNull)
            {
                heap[0].Drop(before);
            }
        }
    }
}
