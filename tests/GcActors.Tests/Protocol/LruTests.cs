using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>The cache under several mutators: whose step comes first decides what is hit and evicted, but not what each of these costs.</summary>
public class LruTests
{
    public static TheoryData<string, string, int, string, int> Combinations
    {
        get
        {
            var data = new TheoryData<string, string, int, string, int>();
            foreach (string runtime in (string[])["simulation", "threads", "pool"])
            {
                foreach (string strategy in (string[])["unsync", "gil", "atomic"])
                {
                    data.Add(runtime, strategy, 2, "one", 1);
                    data.Add(runtime, strategy, 4, "striped", 0);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Combinations))]
    public void Each_hit_miss_and_eviction_costs_what_the_definition_says(string runtime, string strategy, int mutators, string locks, int refersBack)
    {
        TrialReport report = TrialRuns.Run(Settings(strategy, mutators, locks, refersBack) with { Runtime = runtime });
        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));

        long caches = locks == "one" ? 1 : 16;
        long hits = (long)report.Extra["hits"];
        long evictions = (long)report.Extra["evictions"];
        long misses = 5000 - hits;
        long entries = misses - evictions;
        OperationTotals o = report.Operations;
        Assert.Equal(1 + caches + 2 * misses, o.Allocs);
        Assert.Equal(2 * caches + 11 * hits + (7 + refersBack) * misses + 5 * evictions, o.Increments);
        Assert.Equal(11 * hits + 5 * misses + (9 - refersBack) * evictions, o.Decrements);
        Assert.Equal(refersBack == 1 ? 0 : 2 * evictions, o.Frees);
        Assert.Equal(refersBack == 1 ? 2 * evictions : 0, report.CyclicGarbage);
        Assert.Equal(1 + caches + 2 * entries, report.LiveObjects);
        Assert.InRange(entries, 1, 100);
        Assert.DoesNotContain("entries", report.Check, StringComparison.Ordinal);
        Assert.Equal(0, report.Host.QuantaAllocatedBytes);
    }

    /// <summary>The lock is kept over an allocation that must wait, be it for pools or for a collection, and the others get it afterwards.</summary>
    [Fact]
    public void Who_is_suspended_inside_a_step_keeps_the_lock_and_nobody_waits_for_ever()
    {
        double waits = 0;
        for (ulong seed = 1; seed <= 20; seed++)
        {
            TrialSettings settings = Settings("atomic", mutators: 3, "one", refersBack: 1) with
            {
                Collection = new CollectionSettings { Trigger = "stress", StressEvery = 100, Act = "allocation" },
                Verify = new VerifySettings { Level = "collections" },
            };
            TrialReport report = TrialRuns.Run(settings, seed);
            Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
            Assert.NotEmpty(report.Collections);
            waits += report.Extra["lock_waits"];
        }

        Assert.True(waits > 0);
    }

    private static TrialSettings Settings(string strategy, int mutators, string locks, int refersBack)
    {
        TrialSettings small = TrialRuns.Small("lru", strategy, "leased", mutators);
        return small with { Parameters = new Dictionary<string, string>(small.Parameters) { ["lock"] = locks, ["backref"] = $"{refersBack}" } };
    }
}
