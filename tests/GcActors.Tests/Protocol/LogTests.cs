using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Strategies with logs through the actors: epochs, drains, back-pressure.</summary>
public class LogTests
{
    private const int ChunkBytes = 256;

    [Theory]
    [InlineData("snapshot", 1)]
    [InlineData("snapshot", 3)]
    [InlineData("counted", 1)]
    [InlineData("counted", 2)]
    public void No_seed_breaks_the_heap(string locals, int actors)
    {
        foreach (string workload in (string[])["random-graph", "binary-trees", "hand-over"])
        {
            TrialReport report = TrialRuns.Run(Verified(workload, new CountingSettings { Variant = locals, RefcountActors = actors }));
            Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
            Assert.True(report.Extra["epochs"] > report.Collections.Count, "every epoch was a drain");
        }
    }

    /// <summary>Gilectomy's form logs every count change; the Recycler's those of slots, each twice where no object is born or dies.</summary>
    [Fact]
    public void What_is_applied_is_what_was_logged()
    {
        OperationTotals counted = TrialRuns.Run(Verified("random-graph", new CountingSettings { Variant = "counted" })).Operations;
        Assert.Equal((counted.Increments, counted.Decrements), (counted.AppliedIncrements, counted.AppliedDecrements));

        TrialReport snapshot = TrialRuns.Run(Verified("random-graph", new CountingSettings()));
        Assert.Equal(counted.Increments, snapshot.Operations.Increments);
        Assert.Equal(snapshot.Extra["log_increments"], snapshot.Operations.AppliedIncrements);
        Assert.InRange(snapshot.Operations.AppliedIncrements, 1, snapshot.Operations.Increments / 2);
    }

    /// <summary>Memory stays bounded under refcount actors that do not keep up: mutators wait, and the report says how long.</summary>
    [Theory]
    [InlineData("stall", "simulation")]
    [InlineData("end_epoch", "simulation")]
    [InlineData("stall", "threads")]
    [InlineData("end_epoch", "threads")]
    [InlineData("inline", "simulation")]
    [InlineData("inline", "threads")]
    public void Slow_refcount_actors_make_mutators_wait(string whenFull, string runtime)
    {
        const int Most = 16 * ChunkBytes;
        CountingSettings counting = new() { WhenFull = whenFull, LogBytesMax = Most };
        TrialReport report = TrialRuns.RunWith(Verified("binary-trees", counting) with { Runtime = runtime }, s_slow, 1);

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.True(report.Extra["log_stalls"] > 0 && report.Extra["log_stall_ns"] > 0);

        // Beyond it lie at most what one step logs, and the locals of two epochs.
        Assert.InRange(report.Extra["log_bytes_peak"], ChunkBytes, Most + (16 * ChunkBytes));
    }

    [Fact]
    public void Full_logs_that_are_applied_inline_stop_the_world()
    {
        CountingSettings counting = new() { WhenFull = "inline", LogBytesMax = 16 * ChunkBytes };
        TrialSettings settings = Verified("binary-trees", counting) with { Collection = new CollectionSettings { Trigger = "never" } };
        TrialReport report = TrialRuns.RunWith(settings, s_slow, 1);

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.NotEmpty(report.Collections);
        Assert.All(report.Collections, stop => Assert.Equal("full logs", stop.Reason));

        TrialReport stalled = TrialRuns.RunWith(settings with { Counting = counting with { Strategy = "buffered", LogBytes = ChunkBytes, WhenFull = "stall" } }, s_slow, 1);
        Assert.Empty(stalled.Collections);
        Assert.Equal(report.Check, stalled.Check);
    }

    [Fact]
    public void What_waits_in_logs_is_looked_at_while_the_run_lasts()
    {
        CountingSettings counting = new() { WhenFull = "grow" };
        TrialSettings settings = Verified("binary-trees", counting) with { Measure = new MeasureSettings { SampleEveryUs = 10 } };
        TrialReport report = TrialRuns.RunWith(settings, s_slow, 1);

        Assert.True(report.Samples.Count > 3, $"{report.Samples.Count} samples");
        Assert.Equal(report.Samples.Select(s => s.AtNs).Order(), report.Samples.Select(s => s.AtNs));
        Assert.InRange(report.Samples.Max(s => s.LogBytes), ChunkBytes, report.Extra["log_bytes_peak"]);
        Assert.True(report.Extra["settle_ns"] > 0, "the drain behind the run takes time");
        Assert.Empty(TrialRuns.RunWith(settings with { Measure = new MeasureSettings() }, s_slow, 1).Samples);
    }

    [Fact]
    public void Logs_that_may_grow_end_the_trial_at_their_limit()
    {
        CountingSettings counting = new() { WhenFull = "grow", LogBytesMax = 16 * ChunkBytes };
        TrialReport report = TrialRuns.RunWith(Verified("binary-trees", counting), s_slow, 1);

        Assert.Equal(TrialOutcome.OutOfMemory, report.Outcome);
        Assert.Contains("counting.log_bytes_max", report.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_broken_epoch_is_caught(string name, string workload)
    {
        PlantedFaults faults = s_faults[name];
        Assert.Contains(Enumerable.Range(1, 50), seed => IsCaught(Verified(workload, new CountingSettings()), faults, (ulong)seed));
    }

    public static TheoryData<string, string> Faults => new()
    {
        { "S27", "random-graph" },
        { "S28", "random-graph" },
        { "S29", "binary-trees" },
        { "S30", "binary-trees" },
        { "S40", "random-graph" },
    };

    private static readonly PlantedFaults s_slow = new() { RefCountDelayNs = 200_000 };

    private static readonly Dictionary<string, PlantedFaults> s_faults = new()
    {
        ["S27"] = new() { AppliesDecrementsAtOnce = true },
        ["S28"] = new() { AppliesDecrementsFirst = true },
        ["S29"] = new() { SkipsIdleMutators = true },
        ["S30"] = new() { ReturnsLogsUnapplied = true },
        ["S40"] = new() { SkipsDrain = true },
    };

    private static TrialSettings Verified(string workload, CountingSettings counting) =>
        TrialRuns.Small(workload, "buffered", "leased", 2) with
        {
            Counting = counting with { Strategy = "buffered", LogBytes = ChunkBytes },
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
