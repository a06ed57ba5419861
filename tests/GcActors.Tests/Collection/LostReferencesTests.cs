using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using Xunit;

namespace GcActors.Tests.Collection;

/// <summary>What a crashed mutator held: the law of its counts, what only a trace finds of it, and what a trace sets right.</summary>
public sealed unsafe class LostReferencesTests : IDisposable
{
    private readonly LeasedHeap _heap = new(mutators: 2);
    private readonly ObjectRef _shared;

    /// <summary>Mutator 0 holds an object that refers to another, which mutator 1 holds too; mutator 1 alone leads to two more. Then mutator 1 crashes.</summary>
    public LostReferencesTests()
    {
        ushort shape = _heap[0].ShapeOf(2, 0);
        ObjectRef parent = _heap.New(shape);
        _shared = _heap.New(shape);
        _heap[0].Register(0) = parent;
        _heap[0].Store(parent, 0, _shared);
        ObjectRef own = _heap.New(shape, mutator: 1);
        ObjectRef child = _heap.New(shape, mutator: 1);
        _heap[1].Store(own, 0, child);
        _heap[1].Store(child, 0, _shared);
        _heap[1].Drop(child);
        _heap[1].Register(0) = own;
        _heap[1].Register(1) = _shared;
        RootTable registers = _heap.Heap.Roots.Single(r => r.Owner == "mutator 1");

        Assert.Equal(2, CrashedRegisters.Lose<Plain<Unsync>>(registers, _heap.Heap));
    }

    public void Dispose() => _heap.Dispose();

    [Fact]
    public void The_leak_is_what_lost_references_alone_keep()
    {
        HeapCensus census = _heap.Verify();

        Assert.Empty(census.Violations);
        Assert.Equal((2, 2), (census.LiveObjects, census.UnreachableObjects));
        Assert.Equal(new Leak(Objects: 2, Bytes: 2 * 16, LiveCountedTooHigh: 1), census.Leak);
        Assert.Equal((2, 0), (census.ObjectsWrong, census.ObjectsTooLow));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-2)]
    public void A_count_beyond_what_was_lost_or_below_the_references_is_seen(int change)
    {
        _heap.Header(_shared)->Count += change;

        Assert.Contains("2 references to it exist, and 1 were lost in a crash", Assert.Single(_heap.Verify().Violations), StringComparison.Ordinal);
    }

    [Fact]
    public void A_collector_that_asks_counts_leaves_it_and_a_trace_sets_it_right()
    {
        using var generational = new LeasedCollector(CollectionOrder.CPython);
        using var trace = new BackupTrace<Plain<Unsync>, LeasedAllocator>();

        Assert.Equal(0, _heap.Collect(generational).ObjectsFreed);
        CollectionStats stats = _heap.Collect(trace);

        Assert.Equal((2, new Leak(2, 2 * 16, 1)), (stats.ObjectsFreed, stats.Repaired));
        HeapCensus census = _heap.Verify(generational);
        Assert.Empty(census.Violations);
        Assert.Equal((0, default), (census.ObjectsWrong, census.Leak));
        Assert.Equal(1, _heap.Header(_shared)->Count);
    }
}
