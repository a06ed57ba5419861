using GcActors.Core.Collection;
using Xunit;

namespace GcActors.Tests.Collection;

/// <summary>Collections per generation of small programs, as real CPythons count them (experiment 10).</summary>
public class TriggerTests
{
    /// <summary>What a just started interpreter keeps.</summary>
    private const long OtherObjects = 6000;

    [Theory]
    [InlineData(false, 100_000, 700, 131, 11, 0)]
    [InlineData(false, 1_000_000, 700, 1308, 118, 0)]
    [InlineData(true, 1_000_000, 700, 1300, 118, 8)]
    [InlineData(false, 100_000, 2000, 45, 4, 0)]
    [InlineData(false, 1_000_000, 2000, 458, 41, 0)]
    [InlineData(true, 1_000_000, 2000, 455, 41, 3)]
    public void Collects_as_often_as_CPython(bool keeps, int allocations, int threshold0, int young, int middle, int full)
    {
        var trigger = new ThresholdTrigger(threshold0, new GenerationCounters(10, 10, quarterRule: true));
        trigger.OnCollectionFinished(2, OtherObjects);
        int[] collections = [0, 0, 0];
        long[] objects = [0, 0, OtherObjects];
        int count0 = 0;
        for (int i = 0; i < allocations; i++)
        {
            objects[0]++;
            if (++count0 > trigger.AllocationLimit && trigger.OnThresholdCrossed() is { } generation)
            {
                Collect(trigger, generation, keeps, objects, collections);
                count0 = 0;
            }
        }

        Assert.Equal([young, middle, full], collections);
    }

    [Fact]
    public void Without_the_quarter_rule_a_full_collection_follows_eleven_middle_ones()
    {
        var counters = new GenerationCounters(10, 10, quarterRule: false);
        counters.Collected(2, OtherObjects);
        for (int i = 0; i < 11; i++)
        {
            Assert.NotEqual(2, counters.Choose());
            counters.Collected(1, 0);
        }

        Assert.Equal(2, counters.Choose());
    }

    [Fact]
    public void Threshold_zero_switches_automatic_collection_off()
    {
        var trigger = new ThresholdTrigger(0, new GenerationCounters(10, 10, quarterRule: true));
        Assert.Equal(int.MaxValue, trigger.AllocationLimit);
        Assert.Null(trigger.OnThresholdCrossed());
    }

    [Fact]
    public void Never_and_stress_do_what_they_say()
    {
        Assert.Null(new NeverTrigger().OnThresholdCrossed());
        var stress = new StressTrigger(100);
        Assert.Equal((99, 2, true), (stress.AllocationLimit, stress.OnThresholdCrossed(), stress.CountsAllAllocations));
    }

    private static void Collect(ThresholdTrigger trigger, int generation, bool keeps, long[] objects, int[] collections)
    {
        long survivors = generation == 2 ? OtherObjects : 0;
        if (keeps)
        {
            survivors = objects[..(generation + 1)].Sum();
        }

        Array.Clear(objects, 0, generation + 1);
        objects[Math.Min(generation + 1, 2)] += survivors;
        collections[generation]++;
        trigger.OnCollectionFinished(generation, survivors);
    }
}
