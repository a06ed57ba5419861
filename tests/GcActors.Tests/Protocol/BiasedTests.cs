using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Mutators;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What only biased counting does.</summary>
public class BiasedTests
{
    private const int Maker = 0;
    private const int Stranger = 1;

    /// <summary>B owns nothing that A hands him, so each of his drops queues (workloads.md 8.2).</summary>
    [Theory]
    [InlineData("drain-frees", 0, "together")]
    [InlineData("drain-frees", 1, "after")]
    [InlineData("counted-queue", 0, "together")]
    [InlineData("counted-queue", 1, "after")]
    public void Every_object_that_is_handed_over_and_dropped_is_queued(string queue, int keep, string order)
    {
        TrialSettings small = TrialRuns.Small("hand-over", "biased", mutators: 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Counting = small.Counting with { Variant = queue },
            Parameters = new Dictionary<string, string>(small.Parameters) { ["keep"] = $"{keep}", ["order"] = order },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal(5000, report.Extra["objects_queued"]);
    }

    [Fact]
    public unsafe void A_full_half_spills_and_every_reference_is_counted()
    {
        const int References = 200_000;
        using var heap = new TestHeap<Biased<QuietSlots, DrainFrees>, SharedAllocator<NoLatch>>(mutators: 2);
        ref Mutator<Biased<QuietSlots, DrainFrees>, SharedAllocator<NoLatch>> maker = ref heap[Maker];
        ObjectRef o = heap.New(maker.ShapeOf(0, 16));
        for (int i = 1; i < References; i++)
        {
            maker.Copy(o);
        }

        Assert.Equal(References, Biased<QuietSlots, DrainFrees>.ReadCount(heap.Header(o)));
        for (int i = 1; i < References; i++)
        {
            maker.Drop(o);
        }

        Assert.Equal((0, 1), (maker.Frees, Biased<QuietSlots, DrainFrees>.ReadCount(heap.Header(o))));
        maker.Drop(o);
        Assert.Equal(1, maker.Frees);
    }

    /// <summary>What is queued for a mutator that has answered the stop is judged in the stop, children included.</summary>
    [Fact]
    public void A_stop_empties_the_queues()
    {
        using var heap = new TestHeap<Biased<QuietSlots, DrainFrees>, LeasedAllocator>(mutators: 2);
        ObjectRef parent = heap.New(heap[Maker].ShapeOf(1, 0));
        ObjectRef child = heap.New(heap[Maker].ShapeOf(0, 16));
        heap[Maker].Store(parent, 0, child);
        heap[Maker].Drop(child);
        heap[Stranger].Drop(parent);
        Assert.NotEmpty(heap.Verify().Violations);

        StoppedDeaths deaths = new StoppedCounts<Biased<QuietSlots, DrainFrees>, LeasedAllocator>(heap.Allocators).Begin();

        Assert.Equal(new StoppedDeaths(2, 1), deaths);
        Assert.Empty(heap.Verify().Violations);
    }

    [Fact]
    public void Owners_have_sixteen_bits() => Assert.Contains(
        Preflight.Check(TrialRuns.Small("churn", "biased", mutators: 65_535)), f => f.Key == "mutators" && !f.IsWarning);
}
