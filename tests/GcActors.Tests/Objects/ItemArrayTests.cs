using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Probes;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Objects;

/// <summary>Containers that grow keep their items outside the object and over-allocate as CPython does.</summary>
public unsafe class ItemArrayTests
{
    [Fact]
    public void Capacities_are_those_of_a_CPython_list() =>
        Assert.Equal([4u, 8, 16, 24, 32, 40, 52, 64], Capacities().Distinct().Take(8));

    [Fact]
    public void A_list_that_dies_drops_its_items_and_returns_their_memory()
    {
        using var heap = new ProbeHeap(new HeapSettings(), 1);
        Mutator<Plain<Unsync>, LeasedAllocator> m = heap.NewMutator<Plain<Unsync>, LeasedAllocator>(0);
        heap.Grant(0, 8);
        ObjectRef list = m.New(heap.Heap.Shapes.Of(ObjectKind.List, 0, 0), 0);
        ushort leaf = m.ShapeOf(0, 8);
        ItemArray* items = ItemArray.Of(heap.Heap.HeaderOf(list.Granule));
        for (uint i = 0; i < 1000; i++)
        {
            Assert.True(items->TryGrow(heap.Heap, i + 1));
            items->Items(heap.Heap.Base)[i] = m.New(leaf, i).Granule;
        }

        Assert.Equal(999ul, m.Tag(new ObjectRef(items->Items(heap.Heap.Base)[999])));
        m.Drop(list);

        Assert.Equal((1001, 1001, 1001), (m.Allocs, m.Frees, m.Decrements));
    }

    [Theory]
    [InlineData(ObjectKind.List, 0, 64)]
    [InlineData(ObjectKind.Dict, 0, 64)]
    [InlineData(ObjectKind.Tuple, 3, 64)]
    [InlineData(ObjectKind.Record, 2, 48)]
    public void The_cpython_layout_takes_the_cells_that_CPython_takes(ObjectKind kind, uint fields, uint cellBytes)
    {
        using var shapes = new ShapeTable(ObjectLayout.CPython);
        Assert.Equal(cellBytes, shapes[shapes.Of(kind, fields, 0)].CellBytes);
    }

    private static IEnumerable<uint> Capacities()
    {
        uint capacity = 0;
        for (uint length = 1; length < 60; length++)
        {
            if (length > capacity)
            {
                capacity = ItemArray.CapacityFor(length, length - 1);
            }

            yield return capacity;
        }
    }
}
