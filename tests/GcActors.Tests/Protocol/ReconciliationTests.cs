using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Strategies that look through their lists at stops, through the actors: full lists ask for stops, and stay within their limits.</summary>
public class ReconciliationTests
{
    private const int ChunkBytes = 256;

    [Theory]
    [InlineData("deferred", "random-graph", 1)]
    [InlineData("deferred", "random-graph", 3)]
    [InlineData("deferred", "binary-trees", 1)]
    [InlineData("deferred", "binary-trees", 2)]
    [InlineData("deferred", "hand-over", 1)]
    [InlineData("coalescing", "random-graph", 1)]
    [InlineData("coalescing", "random-graph", 3)]
    [InlineData("coalescing", "binary-trees", 2)]
    [InlineData("coalescing/slot", "random-graph", 1)]
    [InlineData("coalescing/slot", "random-graph", 3)]
    [InlineData("coalescing/slot", "hand-over", 2)]
    public void A_full_list_asks_for_a_stop(string strategy, string workload, int actors)
    {
        TrialReport report = TrialRuns.Run(Verified(strategy, workload, new CountingSettings { RefcountActors = actors }));

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Contains(report.Collections, c => c.Reason == "reconcile");
        Assert.True(report.Extra["reconciles"] > 0);
    }

    [Fact]
    public void The_report_knows_the_tables()
    {
        TrialReport report = TrialRuns.Run(Verified("deferred", "random-graph", new CountingSettings()));

        Assert.InRange(report.Extra["zct_peak"], 1, report.Extra["zct_entries"]);
    }

    /// <summary>Every store into a field is a value noted or one that is not; every object noted is new or came through the slow path.</summary>
    [Theory]
    [InlineData("coalescing")]
    [InlineData("coalescing/slot")]
    public void The_report_knows_what_was_coalesced(string strategy)
    {
        TrialReport report = TrialRuns.Run(Verified(strategy, "random-graph", new CountingSettings()));

        Assert.Equal(report.Extra["log_stores"], report.Extra["log_entries"] + report.Extra["eliminated_stores"]);
        Assert.InRange(report.Extra["log_slow_paths"], 1, report.Extra["log_stores"]);
        Assert.InRange(report.Extra["logged_objects_peak"], 1, report.Operations.Allocs + report.Extra["log_slow_paths"]);
    }

    /// <summary>References that mutators hold are counted by nobody.</summary>
    [Theory]
    [InlineData("deferred", "random-graph")]
    [InlineData("coalescing", "binary-trees")]
    [InlineData("coalescing/slot", "binary-trees")]
    public void Only_slots_are_counted(string strategy, string workload)
    {
        OperationTotals o = TrialRuns.Run(Verified(strategy, workload, new CountingSettings())).Operations;

        Assert.InRange(o.AppliedIncrements, 1, o.Increments * 2 / 3);
        Assert.InRange(o.AppliedDecrements, 1, o.Decrements - 1);
    }

    [Theory]
    [InlineData("deferred", "simulation")]
    [InlineData("deferred", "threads")]
    [InlineData("coalescing", "simulation")]
    [InlineData("coalescing", "threads")]
    [InlineData("coalescing/slot", "simulation")]
    [InlineData("coalescing/slot", "threads")]
    public void Lists_stay_within_their_limit(string strategy, string runtime)
    {
        const int Most = 16 * ChunkBytes;
        TrialReport report = TrialRuns.Run(Verified(strategy, "binary-trees", new CountingSettings { LogBytesMax = Most }) with { Runtime = runtime });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));

        // Beyond it lie at most what one step lists, and the locals of two stops.
        Assert.InRange(report.Extra["log_bytes_peak"], ChunkBytes, Most + (16 * ChunkBytes));
    }

    [Theory]
    [InlineData("deferred", "S31", "binary-trees")]
    [InlineData("deferred", "S32", "binary-trees")]
    [InlineData("deferred", "S40", "random-graph")]
    [InlineData("coalescing", "S28", "random-graph")]
    [InlineData("coalescing", "S32", "binary-trees")]
    [InlineData("coalescing", "S40", "random-graph")]
    [InlineData("coalescing", "one-round", "random-graph")]
    [InlineData("coalescing", "mark-stays", "random-graph")]
    [InlineData("coalescing", "roots-missed", "hand-over")]
    [InlineData("coalescing/slot", "S28", "random-graph")]
    [InlineData("coalescing/slot", "S32", "binary-trees")]
    [InlineData("coalescing/slot", "S40", "random-graph")]
    [InlineData("coalescing/slot", "one-round", "random-graph")]
    [InlineData("coalescing/slot", "mark-stays", "random-graph")]
    [InlineData("coalescing/slot", "slot-stays", "random-graph")]
    [InlineData("coalescing/slot", "roots-missed", "hand-over")]
    public void A_broken_stop_is_caught(string strategy, string name, string workload)
    {
        PlantedFaults faults = s_faults[name];
        TrialSettings settings = Verified(strategy, workload, new CountingSettings { RefcountActors = faults.CountsInOneRound ? 3 : 1 });
        Assert.Contains(Enumerable.Range(1, 50), seed => IsCaught(settings, faults, (ulong)seed));
    }

    private static readonly Dictionary<string, PlantedFaults> s_faults = new()
    {
        ["S28"] = new() { AppliesDecrementsFirst = true },
        ["S31"] = new() { ForgetsEntries = true },
        ["S32"] = new() { SkipsIdleMutators = true },
        ["S40"] = new() { SkipsDrain = true },
        ["one-round"] = new() { CountsInOneRound = true },
        ["mark-stays"] = new() { LeavesListed = true },
        ["slot-stays"] = new() { LeavesMarks = true },
        ["roots-missed"] = new() { ForgetsSharedRoots = true },
    };

    /// <param name="form"><c>STRATEGY[/VARIANT]</c>.</param>
    private static TrialSettings Verified(string form, string workload, CountingSettings counting)
    {
        string[] parts = form.Split('/');
        return TrialRuns.Small(workload, parts[0], "leased", 2) with
        {
            Counting = counting with { Strategy = parts[0], Variant = parts.ElementAtOrDefault(1) ?? counting.Variant, LogBytes = ChunkBytes },
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 1000 },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        };
    }

    private static bool IsCaught(TrialSettings settings, PlantedFaults faults, ulong seed)
    {
        try
        {
            return TrialRuns.RunWith(settings, faults, seed).Outcome != TrialOutcome.Passed;
        }
        catch (ActorFailedException)
        {
            return true;
        }
    }
}
