using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Tests.Protocol;
using Xunit;
using TwoBitHeap = GcActors.Tests.TestHeap<
    GcActors.Core.Counting.Sticky<GcActors.Core.Counting.TwoBits, GcActors.Core.Counting.QuietSlots>, GcActors.Core.Objects.LeasedAllocator>;

namespace GcActors.Tests.Counting;

public unsafe class StickyTests
{
    [Fact]
    public void A_count_stays_at_its_maximum_until_a_trace_sets_it_right()
    {
        using var heap = new TwoBitHeap();
        using var trace = new BackupTrace<Sticky<TwoBits, QuietSlots>, LeasedAllocator>();
        ObjectRef kept = heap[0].Register(0) = heap.New(heap[0].ShapeOf(1, 0));
        for (int i = 0; i < 3; i++)
        {
            heap[0].Copy(kept);
        }

        for (int i = 0; i < 3; i++)
        {
            heap[0].Drop(kept);
        }

        Assert.Equal(3, heap.Header(kept)->Count);
        HeapCensus census = heap.Verify();
        Assert.True(census.IsSound, string.Join('\n', census.Violations));
        Assert.Equal((1, 0), (census.StuckObjects, census.ObjectsWrong));

        heap.Collect(trace);

        Assert.Equal(1, heap.Header(kept)->Count);
        Assert.Equal(0, heap.Verify().StuckObjects);
    }

    [Fact]
    public void What_died_stuck_dies_in_a_trace()
    {
        using var heap = new TwoBitHeap();
        using var trace = new BackupTrace<Sticky<TwoBits, QuietSlots>, LeasedAllocator>();
        ObjectRef lost = heap.New(heap[0].ShapeOf(1, 0));
        heap.Header(lost)->Count = 3;
        heap[0].Drop(lost);

        Assert.Equal(1, heap.Verify().UnreachableObjects);
        CollectionStats stats = heap.Collect(trace);
        Assert.Equal((1, 1), (stats.ObjectsFreed, stats.StuckFreed));
    }

    /// <summary>What the trace has just buried waits for a grace period, and must not count as a reference meanwhile.</summary>
    [Fact]
    public void References_of_the_buried_are_not_counted_while_their_cells_are_kept_back()
    {
        using var heap = new TestHeap<Sticky<TwoBits, QuiescentSlots>, Retiring<LeasedAllocator, AfterGracePeriod>>();
        using var trace = new BackupTrace<Sticky<TwoBits, QuiescentSlots>, Retiring<LeasedAllocator, AfterGracePeriod>>();
        ushort shape = heap[0].ShapeOf(1, 0);
        ObjectRef kept = heap[0].Register(0) = heap.New(shape);
        ObjectRef lost = heap.New(shape);
        heap[0].Store(lost, 0, kept);
        heap.Header(lost)->Count = 3;
        heap[0].Drop(lost);
        heap[0].AtBoundary();

        Assert.Equal(1, heap.Collect(trace).StuckFreed);
        Assert.Equal(1, heap.Header(kept)->Count);
    }

    /// <summary>The law is weaker than equality, and no weaker than that.</summary>
    [Theory]
    [InlineData(2, "has count 2, but 1 references to it exist")]
    [InlineData(4, "has a count of 4, which 2 bits cannot hold")]
    public void The_verifier_sees_a_wrong_count_that_is_not_stuck(int count, string violation)
    {
        using var heap = new TwoBitHeap();
        ObjectRef kept = heap[0].Register(0) = heap.New(heap[0].ShapeOf(1, 0));
        heap.Header(kept)->Count = count;

        Assert.Contains(heap.Verify().Violations, v => v.Contains(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void Subtraction_is_refused_with_the_reason()
    {
        TrialSettings settings = TrialRuns.Small("hot", "sticky", "leased", 2) with { Collection = new CollectionSettings() };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);

        Assert.Equal("collection.collector", finding.Key);
        Assert.Contains("stick below the references", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2-bits")]
    [InlineData("3-bits")]
    [InlineData("4-bits")]
    public void A_trial_says_what_was_stuck(string variant)
    {
        TrialSettings small = TrialRuns.Small("random-graph", "sticky", "leased", 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Counting = small.Counting with { Variant = variant },
            Collection = new CollectionSettings { Collector = "backup-trace", Trigger = "stress", StressEvery = 1000 },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.True(report.Extra["stuck_objects"] > 0);
        Assert.True(report.Extra["stuck_objects_freed"] > 0);
        Assert.Equal(report.Operations.Allocs - report.Operations.Frees, report.LiveObjects + report.CyclicGarbage);
    }
}
