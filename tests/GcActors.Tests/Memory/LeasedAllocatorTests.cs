using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Memory;
using GcActors.Core.Objects;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Memory;

public unsafe class LeasedAllocatorTests
{
    [Fact]
    public void Cells_are_distinct_and_do_not_overlap()
    {
        using var heap = new LeasedHeap();
        var random = new Random(1);
        var taken = new HashSet<uint>();
        for (int i = 0; i < 5000; i++)
        {
            ushort shape = heap[0].ShapeOf(random.Next(0, 10), random.Next(0, 3) == 0 ? 600 : 8);
            uint cell = heap.New(shape).Granule;
            uint granules = heap.Heap.Shapes[shape].CellBytes / PoolGeometry.GranuleBytes;
            for (uint g = 0; g < granules; g++)
            {
                Assert.True(taken.Add(cell + g), $"granule {cell + g:x} was given out twice");
            }
        }
    }

    [Fact]
    public void A_freed_cell_is_the_next_one_given_out()
    {
        using var heap = new LeasedHeap();
        ushort shape = heap[0].ShapeOf(3, 8);
        ObjectRef first = heap.New(shape);
        ObjectRef second = heap.New(shape);
        heap[0].Drop(first);
        heap[0].Drop(second);

        Assert.Equal((second, first), (heap.New(shape), heap.New(shape)));
    }

    [Theory]
    [InlineData("compact")]
    [InlineData("cpython")]
    public void A_child_in_any_field_dies_with_its_parent(string layout)
    {
        using var heap = new LeasedHeap(new HeapSettings { Layout = layout });
        for (int fields = 1; fields <= 40; fields++)
        {
            foreach (int payload in (int[])[0, 8, 24])
            {
                for (int field = 0; field < fields; field++)
                {
                    ObjectRef parent = heap.New(heap[0].ShapeOf(fields, payload), tag: ulong.MaxValue);
                    ObjectRef child = heap.New(heap[0].ShapeOf(0, payload), tag: ulong.MaxValue);
                    heap[0].Store(parent, field, child);
                    heap[0].Drop(child);
                    heap[0].Drop(parent);
                    Assert.Equal(0, heap[0].Unfreed);
                }
            }
        }

        Assert.True(heap.Verify().IsSound);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(100)]
    public void Squeezing_tombstones_keeps_the_survivors_in_order(int meanRun)
    {
        const int Survivors = 1000;
        using var heap = new LeasedHeap(registers: Survivors);
        var random = new Random(meanRun);
        ushort shape = heap[0].ShapeOf(3, 8);
        var survivors = new List<uint>();
        while (survivors.Count < Survivors)
        {
            ObjectRef made = heap.New(shape);
            if (random.Next(meanRun) == 0)
            {
                heap[0].Register(survivors.Count) = made;
                survivors.Add(made.Granule);
            }
            else
            {
                heap[0].Drop(made);
            }
        }

        for (int i = 0; i < 100_000; i++)
        {
            heap[0].Drop(heap.New(shape));
        }

        Assert.Equal(survivors, heap.YoungCells());
        Assert.InRange(heap.Allocators.Leased(0)->Young.List.Chunks, 1, 4);
        Assert.True(heap.Verify().IsSound);
    }

    [Fact]
    public void Empty_arenas_go_back_to_the_system()
    {
        using var heap = new LeasedHeap(new HeapSettings { PoolGeometry = "3.9" }, registers: 40_000);
        ushort shape = heap[0].ShapeOf(3, 8);
        for (int i = 0; i < 40_000; i++)
        {
            heap[0].Register(i) = heap.New(shape);
        }

        int peak = heap.Heap.Arenas.Mapped;
        for (int i = 0; i < 40_000; i++)
        {
            heap[0].Drop(heap[0].Register(i));
            heap[0].Register(i) = default;
        }

        heap.TakeEmptyPoolsBack(0);
        // The last arena stays, and the pool that serves the class now.
        Assert.True(peak >= 7, $"{peak} arenas");
        Assert.InRange(heap.Heap.Arenas.Mapped, 1, 2);
        Assert.Equal(heap.Heap.Arenas.Mapped * 256L << 10, heap.Heap.Space.MappedBytes);
        Assert.True(heap.Verify().IsSound);
    }

    [Fact]
    public void The_heap_limit_answers_null()
    {
        using var heap = new LeasedHeap(new HeapSettings { LimitBytes = 2 << 20 });
        ushort small = heap[0].ShapeOf(3, 8);
        ushort large = heap[0].ShapeOf(0, 3 << 20);
        int objects = 0;
        Assert.True(heap.New(large).IsNull);
        while (!heap.New(small).IsNull)
        {
            objects++;
        }

        Assert.InRange(objects, 2 * 64 * 340, (2 << 20) / 48);
    }

    [Fact]
    public void Foreign_deaths_come_home_in_chains()
    {
        const int Objects = 10_000;
        using var heap = new TestHeap<Atomic<QuietSlots>, LeasedAllocator>(mutators: 2);
        ushort shape = heap[0].ShapeOf(1, 8);
        var refs = new ObjectRef[Objects];
        for (int i = 0; i < Objects; i++)
        {
            refs[i] = heap.New(shape, (ulong)i);
        }

        var other = new Thread(() =>
        {
            foreach (ObjectRef o in refs)
            {
                heap[1].Drop(o);
            }

            heap[1].AtBoundary();
        });
        other.Start();
        // The owner goes on allocating meanwhile, and reuses what has come home.
        var more = new List<ObjectRef>();
        for (int i = 0; i < Objects; i++)
        {
            more.Add(heap.New(shape));
        }

        other.Join();
        Assert.Equal(Objects, heap[1].ForeignFrees);
        Assert.Equal(Objects, more.Distinct().Count());
        HeapCensus census = heap.Verify();
        Assert.Equal(Objects, census.UnreachableObjects);
        Assert.Equal(Objects, heap.YoungCells().Count);
        more.ForEach(o => heap[0].Drop(o));
        Assert.Equal(0, heap.Verify().UnreachableObjects);
    }
}
