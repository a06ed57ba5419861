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
    [InlineData("random-graph", 1)]
    [InlineData("random-graph", 3)]
    [InlineData("binary-trees", 1)]
    [InlineData("binary-trees", 2)]
    [InlineData("hand-over", 1)]
    public void A_full_table_asks_for_a_stop(string workload, int actors)
    {
        TrialReport report = TrialRuns.Run(Verified(workload, new CountingSettings { RefcountActors = actors }));

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Contains(report.Collections, c => c.Reason == "reconcile");
        Assert.True(report.Extra["reconciles"] > 0 && report.Extra["zct_entries"] >= report.Extra["zct_peak"]);
    }

    /// <summary>References that mutators hold are counted by nobody.</summary>
    [Fact]
    public void Only_slots_are_counted()
    {
        OperationTotals o = TrialRuns.Run(Verified("random-graph", new CountingSettings())).Operations;

        Assert.InRange(o.AppliedIncrements, 1, o.Increments / 2);
        Assert.InRange(o.AppliedDecrements, 1, o.Decrements - 1);
    }

    [Theory]
    [InlineData("simulation")]
    [InlineData("threads")]
    public void Tables_stay_within_their_limit(string runtime)
    {
        const int Most = 16 * ChunkBytes;
        TrialReport report = TrialRuns.Run(Verified("binary-trees", new CountingSettings { LogBytesMax = Most }) with { Runtime = runtime });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));

        // Beyond it lie at most what one step lists, and the locals of two stops.
        Assert.InRange(report.Extra["log_bytes_peak"], ChunkBytes, Most + (16 * ChunkBytes));
    }

    [Theory]
    [InlineData("S31", "binary-trees")]
    [InlineData("S32", "binary-trees")]
    [InlineData("S40", "random-graph")]
    public void A_broken_reconciliation_is_caught(string name, string workload)
    {
        PlantedFaults faults = s_faults[name];
        Assert.Contains(Enumerable.Range(1, 50), seed => IsCaught(Verified(workload, new CountingSettings()), faults, (ulong)seed));
    }

    private static readonly Dictionary<string, PlantedFaults> s_faults = new()
    {
        ["S31"] = new() { ForgetsEntries = true },
        ["S32"] = new() { SkipsIdleMutators = true },
        ["S40"] = new() { SkipsDrain = true },
    };

    private static TrialSettings Verified(string workload, CountingSettings counting) =>
        TrialRuns.Small(workload, "deferred", "leased", 2) with
        {
            Counting = counting with { Strategy = "deferred", LogBytes = ChunkBytes },
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 1000 },
            Verify = new VerifySettings { Level = "collections", Poison = true },
        };

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
