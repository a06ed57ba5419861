using GcActors.Core.Memory;
using GcActors.Core.Objects;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Memory;

public class SharedAllocatorTests
{
    [Fact]
    public void Freed_cells_come_back_last_in_first_out_before_virgin_ones()
    {
        using var heap = new SharedHeap();
        ushort shape = heap[0].ShapeOf(3, 8);
        ObjectRef[] objects = [heap.New(shape), heap.New(shape), heap.New(shape)];
        Assert.Equal([3u, 3u], [objects[1].Granule - objects[0].Granule, objects[2].Granule - objects[1].Granule]);
        heap[0].Drop(objects[0]);
        heap[0].Drop(objects[2]);

        Assert.Equal([objects[2], objects[0]], [heap.New(shape), heap.New(shape)]);
    }

    [Fact]
    public void Pools_come_from_the_arena_with_the_fewest_free_ones()
    {
        using var space = new AddressSpace(PoolGeometry.Python39, reservedBytes: 1L << 30);
        using var arenas = new ArenaTable(space);
        int pools = space.Geometry.PoolsPerArena;
        uint[] taken = [.. Enumerable.Range(0, 3 * pools).Select(_ => arenas.TakePool())];
        Give(arenas, taken[..10]);
        Give(arenas, taken[pools..(pools + 5)]);
        Give(arenas, taken[(2 * pools)..(2 * pools + 20)]);

        uint[] again = [.. Enumerable.Range(0, 35).Select(_ => arenas.TakePool())];

        Assert.Equal(taken[pools..(pools + 5)].Order(), again[..5].Order());
        Assert.Equal(taken[..10].Order(), again[5..15].Order());
        Assert.Equal(taken[(2 * pools)..(2 * pools + 20)].Order(), again[15..].Order());
    }

    [Fact]
    public void Arenas_survive_a_random_storm_in_order()
    {
        using var space = new AddressSpace(PoolGeometry.Python39, reservedBytes: 1L << 30);
        using var arenas = new ArenaTable(space);
        var random = new Random(3);
        var taken = new List<uint>();
        for (int i = 0; i < 50_000; i++)
        {
            if (taken.Count == 0 || random.Next(100) < (i / 5000 % 2 == 0 ? 60 : 40))
            {
                uint pool = arenas.TakePool();
                Assert.DoesNotContain(pool, taken);
                taken.Add(pool);
            }
            else
            {
                int which = random.Next(taken.Count);
                Give(arenas, [taken[which]]);
                taken.RemoveAt(which);
            }
        }

        Give(arenas, [.. taken]);
        Assert.Equal(1, arenas.Mapped);
        Assert.Equal(256 << 10, space.MappedBytes);
    }

    [Fact]
    public void All_arenas_but_one_go_back_when_everything_dies()
    {
        using var heap = new SharedHeap(new HeapSettings { PoolGeometry = "3.9" }, registers: 40_000);
        ushort shape = heap[0].ShapeOf(3, 8);
        for (int i = 0; i < 40_000; i++)
        {
            heap[0].Register(i) = heap.New(shape);
        }

        for (int i = 0; i < 40_000; i++)
        {
            heap[0].Drop(heap[0].Register(i));
            heap[0].Register(i) = default;
        }

        Assert.Equal(1, heap.Heap.Arenas.Mapped);
        Assert.True(heap.Verify().IsSound);
    }

    private static void Give(ArenaTable arenas, uint[] pools) => Array.ForEach(pools, arenas.ReturnPool);
}
