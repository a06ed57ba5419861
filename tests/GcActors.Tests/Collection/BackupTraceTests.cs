using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using Xunit;

namespace GcActors.Tests.Collection;

public unsafe class BackupTraceTests
{
    [Fact]
    public void Frees_what_no_root_reaches_and_leaves_tombstones_elsewhere()
    {
        using var heap = new TestHeap<Plain<Unsync>, LeasedAllocator>();
        using var collector = new GenerationalCollector<Plain<Unsync>, LeasedAllocator>(CollectionOrder.CPython);
        using var trace = new BackupTrace<Plain<Unsync>, LeasedAllocator>();
        ushort shape = heap[0].ShapeOf(2, 0);
        ObjectRef kept = heap[0].Register(0) = heap.New(shape);
        ObjectRef loop = heap.New(shape);
        heap[0].Store(loop, 0, loop);
        heap[0].Store(loop, 1, kept);
        heap[0].Drop(loop);
        heap[0].Register(1) = heap.New(shape);
        using var old = new HeldGenerations(heap, collector);

        CollectionStats stats = heap.Collect(trace);

        Assert.Equal((1, 1, 2, 2), (stats.GarbageFound, stats.ObjectsFreed, stats.Decrements, stats.Survivors));
        HeapCensus census = heap.Verify(collector);
        Assert.True(census.IsSound, string.Join('\n', census.Violations));
        Assert.Equal(1, heap.Header(kept)->Count);
    }

    [Fact]
    public void Repairs_counts_that_may_be_wrong()
    {
        using var heap = new TestHeap<Plain<RacingPinned>, LeasedAllocator>();
        using var trace = new BackupTrace<Plain<RacingPinned>, LeasedAllocator>();
        ushort shape = heap[0].ShapeOf(2, 0);
        ObjectRef pinned = heap[0].Register(0) = heap.New(shape);
        heap[0].Pin(pinned);
        heap.Header(pinned)->Count += 5;
        ObjectRef leaked = heap.New(shape);
        heap.Header(leaked)->Count = 7;

        CollectionStats stats = heap.Collect(trace);

        Assert.Equal(1, stats.ObjectsFreed);
        Assert.Equal(CountArea.PinnedOffset + 1, heap.Header(pinned)->Count);
        Assert.Equal(0, heap.Verify().ObjectsWrong);
    }

    [Fact]
    public void A_census_keeps_every_cell()
    {
        using var heap = new TestHeap<RacyCensus, LeasedAllocator>();
        using var trace = new BackupTrace<RacyCensus, LeasedAllocator>();
        heap[0].Drop(heap.New(heap[0].ShapeOf(2, 0)));

        CollectionStats stats = heap.Collect(trace);

        Assert.Equal((1, 0), (stats.GarbageFound, stats.ObjectsFreed));
        Assert.Equal(1, heap.Verify().UnreachableObjects);
    }

    /// <summary>Moves all objects to an old generation, so that a trace meets places that it does not own.</summary>
    private sealed class HeldGenerations : IDisposable
    {
        public HeldGenerations(TestHeap<Plain<Unsync>, LeasedAllocator> heap, ICycleCollector collector)
        {
            ObjectRef loop = new(heap.YoungCells()[1]);
            heap[0].Register(9) = heap[0].Copy(loop);
            heap.Collect(collector, 0);
            heap[0].Drop(heap[0].Register(9));
            heap[0].Register(9) = default;
        }

        public void Dispose()
        {
        }
    }
}
