using GcActors.Core.Collection;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;
using Deferring = GcActors.Core.Counting.Biased703<GcActors.Core.Counting.QuietSlots, GcActors.Core.Counting.PinnedDeferred>;

namespace GcActors.Tests.Protocol;

/// <summary>Objects of which biased-703 counts only the references in slots (PEP 703).</summary>
public sealed class DeferredObjectTests : IDisposable
{
    private const int Maker = 0;
    private const int Stranger = 1;
    private readonly TestHeap<Deferring, LeasedAllocator> _heap = new(mutators: 2);
    private readonly GenerationalCollector<Deferring, LeasedAllocator> _collector = new(CollectionOrder.CPython);
    private readonly ObjectRef _deferred;

    public DeferredObjectTests()
    {
        _deferred = _heap.New(_heap[Maker].ShapeOf(1, 16));
        _heap[Maker].Pin(_deferred);
    }

    private ref Mutator<Deferring, LeasedAllocator> this[int mutator] => ref _heap[mutator];

    public void Dispose()
    {
        _collector.Dispose();
        _heap.Dispose();
    }

    [Fact]
    public void What_mutators_hold_is_not_counted_and_what_slots_hold_is()
    {
        ObjectRef container = _heap.New(this[Maker].ShapeOf(2, 0));
        this[Stranger].Drop(this[Stranger].Copy(_deferred));
        Assert.Equal(0, Count());

        this[Maker].Store(container, 0, _deferred);
        this[Stranger].Store(container, 1, _deferred);
        Assert.Equal(2, Count());
        this[Stranger].Store(container, 1, default);
        Assert.Equal(1, Count());
        this[Maker].Drop(container);
        Assert.Equal((0, 1), (Count(), this[Maker].Frees));

        SortedDictionary<string, double> report = [];
        this[Stranger].AddTo(report);
        Assert.Equal(4, report["deferred_skips"]);
    }

    /// <summary>The last reference gone, it stays an object: only a collection frees it.</summary>
    [Fact]
    public void It_dies_in_a_collection_when_nobody_holds_it()
    {
        this[Maker].Drop(_deferred);
        Assert.Equal(0, this[Maker].Frees);

        Assert.Equal(1, Collect(overlooked: null).ObjectsFreed);
        Assert.Empty(_heap.Verify(_collector).Violations);
    }

    [Fact]
    public void A_collection_spares_what_a_register_refers_to()
    {
        this[Stranger].Register(0) = _deferred;

        Assert.Equal(0, Collect(overlooked: null).ObjectsFreed);
    }

    [Fact]
    public void S24_the_references_of_one_mutator_not_added_are_seen()
    {
        this[Stranger].Register(0) = _deferred;

        Assert.Equal(1, Collect("mutator 1").ObjectsFreed);
        Assert.Contains(_heap.Verify(_collector).Violations, v => v.Contains("which is no object: it was freed", StringComparison.Ordinal));
    }

    /// <summary>The count is that of a stop while it lasts, and that of a run behind it.</summary>
    [Fact]
    public void A_stop_adds_registers_and_takes_them_back()
    {
        this[Maker].Register(0) = this[Stranger].Register(0) = this[Stranger].Register(1) = _deferred;
        var counts = new StoppedCounts<Deferring, LeasedAllocator>(_heap.Allocators);

        counts.Begin();
        Assert.Equal(3, Count());
        Assert.Empty(_heap.Verify().Violations);
        counts.End();
        Assert.Equal(0, Count());
    }

    /// <summary>A swap counts on both sides, since a deferred object's references in slots are counted and others' move.</summary>
    [Fact]
    public void A_swap_keeps_the_counts_of_both()
    {
        ObjectRef own = _heap.New(this[Maker].ShapeOf(1, 0));
        ObjectRef shared = _heap.New(this[Maker].ShapeOf(1, 0));
        ObjectRef plain = _heap.New(this[Maker].ShapeOf(0, 16));
        this[Maker].Store(own, 0, _deferred);
        this[Maker].Store(shared, 0, plain);

        this[Maker].Swap(own, 0, shared, 0);
        this[Maker].Swap(own, 0, shared, 0);
        this[Maker].Swap(own, 0, shared, 0);

        Assert.Equal((1, 2), (Count(), ReadCount(plain)));
    }

    [Theory]
    [InlineData("hot")]
    [InlineData("ladder")]
    [InlineData("scaling")]
    [InlineData("server")]
    public void Pinned_objects_of_workloads_are_deferred(string workload)
    {
        TrialSettings small = TrialRuns.Small(workload, "biased-703", mutators: 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Counting = small.Counting with { Variant = "deferred" },
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 100 },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.True(report.Extra["deferred_skips"] > 0);
    }

    private int Count() => ReadCount(_deferred);

    private unsafe int ReadCount(ObjectRef o) => Deferring.ReadCount(_heap.Header(o));

    private CollectionStats Collect(string? overlooked)
    {
        var counts = new StoppedCounts<Deferring, LeasedAllocator>(_heap.Allocators, overlooked);
        counts.Begin();
        CollectionStats stats = _heap.Collect(_collector);
        counts.End();
        return stats;
    }
}
