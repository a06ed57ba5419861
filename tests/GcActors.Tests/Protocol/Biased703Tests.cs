using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What only CPython's biased counting does.</summary>
public class Biased703Tests : OwnershipTests<Biased703<QuietSlots, NothingDeferred>>
{
    private const int Maker = 0;
    private const int Stranger = 1;

    /// <summary>B owns nothing that A hands him, so each of his drops queues (workloads.md 8.2).</summary>
    [Theory]
    [InlineData(0, "together")]
    [InlineData(1, "after")]
    public void Every_object_that_is_handed_over_and_dropped_is_queued(int keep, string order)
    {
        TrialSettings small = TrialRuns.Small("hand-over", "biased-703", mutators: 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Parameters = new Dictionary<string, string>(small.Parameters) { ["keep"] = $"{keep}", ["order"] = order },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal(5000, report.Extra["objects_queued"]);
    }

    /// <summary>The shape that the fault S19 breaks.</summary>
    [Fact]
    public void A_strangers_first_load_takes_the_lock_and_the_next_does_not()
    {
        using var heap = new TestHeap<Biased703<QuiescentSlots, NothingDeferred>, LeasedAllocator>(mutators: 2);
        ObjectRef parent = heap.New(heap[Maker].ShapeOf(1, 0));
        ObjectRef child = heap.New(heap[Maker].ShapeOf(0, 16));
        heap[Maker].Store(parent, 0, child);
        heap[Maker].Drop(child);
        for (int load = 0; load < 3; load++)
        {
            heap[Stranger].Drop(heap[Stranger].Load(parent, 0));
        }

        SortedDictionary<string, double> report = [];
        heap[Stranger].AddTo(report);
        Assert.Equal(
            (1, 1, 2, 0),
            (report["states_raised"], report["lock_free_refused_default"], report["lock_free_hits"], report["lock_free_refused_merged"]));
        heap[Maker].Drop(parent);
        Assert.Empty(heap.Verify().Violations);
    }

    /// <summary>What a stranger has loaded once is merged; what nobody else has loaded dies by its owner's word.</summary>
    [Fact]
    public void Only_objects_in_the_first_state_die_quickly()
    {
        using var heap = new TestHeap<Biased703<QuiescentSlots, NothingDeferred>, LeasedAllocator>(mutators: 2);
        ObjectRef parent = heap.New(heap[Maker].ShapeOf(1, 0));
        ObjectRef child = heap.New(heap[Maker].ShapeOf(0, 16));
        heap[Maker].Store(parent, 0, child);
        heap[Maker].Drop(child);
        heap[Stranger].Drop(heap[Stranger].Load(parent, 0));
        heap[Maker].Drop(parent);

        SortedDictionary<string, double> report = [];
        heap[Maker].AddTo(report);
        Assert.Equal((2, 1, 1), (heap[Maker].Frees, report["deaths_quick"], report["merges_implicit"]));
    }
}
