using GcActors.Core;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>The same program under every twin: the same totals, the same check value, the same operations on the same objects.</summary>
public class TwinTests
{
    private static readonly string[] s_twins = ["none", "plain", "counted", "plain-private", "private", "real", "padded"];

    /// <summary>With several mutators what they compute is different work in every order; gate G4 voids that.</summary>
    private static readonly string[] s_dependOnOrder = ["lru", "random-graph"];

    public static TheoryData<string, int, string> Programs
    {
        get
        {
            var programs = new TheoryData<string, int, string>();
            foreach (string workload in Catalog.Workloads.Select(w => w.Name))
            {
                foreach (int mutators in new[] { 1, 2 }.Select(m => Catalog.NearestMutators(workload, m)).Distinct())
                {
                    foreach (string strategy in new[] { "atomic", "object-lock", "biased", "biased-703" })
                    {
                        programs.Add(workload, mutators, strategy);
                    }
                }
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_twin_does_what_was_recorded(string workload, int mutators, string strategy)
    {
        TrialSettings settings = Settings(workload, mutators, strategy);
        if (Preflight.Check(settings).Any(f => !f.IsWarning) || TwinForms.ObjectionToMirror(Preflight.TraitsOf(settings)) != null)
        {
            return;
        }

        using Tape tape = Record(settings);
        TrialSettings[] twins = [.. s_twins.Select(twin => With(settings, twin)).Where(s => Trial.RefusalOf(s, tape) == null)];
        if (tape.IsConfined || mutators == 1)
        {
            Assert.All(twins, twin => AssertSame(tape, twin));
        }
        else if (!s_dependOnOrder.Contains(workload))
        {
            Assert.All(twins, twin => AssertPasses(tape, twin));
        }
    }

    [Theory]
    [InlineData("object-lock", "header", "none")]
    [InlineData("global-lock", "spin", "none")]
    [InlineData("global-lock", "monitor", "none")]
    [InlineData("gil", "auto", "none")]
    [InlineData("racing-pinned", "auto", "none")]
    [InlineData("atomic", "auto", "pinned")]
    [InlineData("biased", "counted-queue", "pinned")]
    [InlineData("biased-703", "counted", "pinned")]
    public void So_does_every_strategy_in_turn_on_one_thread(string strategy, string variant, string immortal)
    {
        TrialSettings settings = Settings("hot", 2, "atomic") with { Runtime = "serial" };
        settings = settings with { Counting = settings.Counting with { Strategy = strategy, Variant = variant, Immortal = immortal } };
        using Tape tape = Record(settings);
        Assert.True(tape.IsConfined, tape.Unconfined);
        Assert.All(s_twins, twin => AssertSame(tape, With(settings, twin)));
    }

    [Theory]
    [InlineData("none")]
    [InlineData("plain-private")]
    [InlineData("private")]
    [InlineData("padded")]
    public void A_confined_tape_holds_on_threads(string twin)
    {
        TrialSettings settings = Settings("binary-trees", 2, "atomic");
        using Tape tape = Record(settings);
        Assert.True(tape.IsConfined, tape.Unconfined);
        AssertSame(tape, With(settings, twin) with { Runtime = "threads" });
    }

    [Fact]
    public void A_tape_whose_objects_change_hands_does_not()
    {
        TrialSettings settings = With(Settings("hand-over", 2, "atomic"), "none");
        using Tape tape = Record(settings);
        Assert.False(tape.IsConfined);
        Assert.Contains("confined", Trial.RefusalOf(settings, tape), StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Trial.Run(settings, ActorSystems.Create(settings.Runtime, 1), null, tape));
        Assert.Null(Trial.RefusalOf(With(settings, "counted"), tape));
        Assert.Null(Trial.RefusalOf(With(settings, "real") with { Runtime = "threads" }, tape));
    }

    [Fact]
    public void A_wrong_decision_changes_the_totals_and_the_sequence()
    {
        // Objects without references: one that outlives its decision shifts no other.
        TrialSettings settings = With(Settings("life", 1, "atomic"), "none");
        using Tape tape = Record(settings);
        tape.SkipDeath(mutator: 0, death: 5);
        TrialReport report = Trial.Run(settings, ActorSystems.Create(settings.Runtime, 1), null, tape);

        Assert.NotEqual(tape.Totals.Frees, report.Operations.Frees);
        Assert.Equal(tape.Totals.Frees, report.Extra["tape_frees"]);
        Assert.Equal((TrialOutcome.Failed, "the sequence of operations is not the tape's"), (report.Outcome, report.Reason));
    }

    [Theory]
    [InlineData("atomic", "operation")]
    [InlineData("atomic", "synchronised")]
    [InlineData("object-lock", "synchronised")]
    [InlineData("biased", "operation")]
    [InlineData("object-lock", "locked")]
    [InlineData("global-lock", "locked")]
    [InlineData("buffered", "operation")]
    [InlineData("buffered", "message")]
    [InlineData("deferred", "log-entry")]
    public void A_dose_changes_nothing_but_time(string strategy, string site)
    {
        TrialSettings settings = Settings("binary-trees", 2, strategy);
        TrialReport plain = TrialRuns.Run(settings);
        TrialReport dosed = TrialRuns.Run(settings with { Counting = settings.Counting with { DoseSite = site, DoseNs = 3 } });
        Assert.Equal((TrialOutcome.Passed, plain.Operations, plain.Check, plain.OrderSignature), (dosed.Outcome, dosed.Operations, dosed.Check, dosed.OrderSignature));
    }

    [Theory]
    [InlineData("sticky", "counting.twin", "leaves deaths to traces")]
    [InlineData("none", "counting.twin", "counts nothing")]
    public void A_strategy_without_twins_is_refused_in_a_line(string strategy, string key, string because)
    {
        TrialSettings settings = With(Settings("binary-trees", 1, strategy), "real");
        Assert.Contains(Preflight.Check(settings), f => f.Key == key && !f.IsWarning && f.Message.Contains(because, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("coalescing", "append", false, "counting.twin", "marks are taken off")]
    [InlineData("atomic", "discard", false, "counting.twin", "keeps no logs")]
    [InlineData("buffered", "private", false, "counting.twin", "refcount actors write")]
    [InlineData("buffered", "real", true, "counting.twin_check", "kills in epochs")]
    public void So_is_a_twin_that_a_strategy_does_not_have(string strategy, string twin, bool check, string key, string because)
    {
        TrialSettings settings = With(Settings("binary-trees", 1, strategy), twin);
        settings = settings with { Counting = settings.Counting with { TwinCheck = check } };
        Preflight.Finding refusal = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal((key, true), (refusal.Key, refusal.Message.Contains(because, StringComparison.Ordinal)));
    }

    [Fact]
    public void Nothing_else_looks_at_a_twins_counts()
    {
        TrialSettings settings = With(Settings("binary-trees", 1, "atomic"), "none") with
        {
            Collection = new CollectionSettings { Trigger = "thresholds", Collector = "generational" },
            Verify = new VerifySettings { Level = "end" },
        };
        Assert.Equal(["collection.trigger", "collection.collector", "verify.level"], Preflight.Check(settings).Where(f => !f.IsWarning).Select(f => f.Key));
    }

    private static void AssertSame(Tape tape, TrialSettings settings)
    {
        TrialReport report = Trial.Run(settings, ActorSystems.Create(settings.Runtime, 1), null, tape);
        OperationTotals o = report.Operations;
        Assert.Equal(
            (settings.Counting.Twin, TrialOutcome.Passed, null, tape.Totals.Allocs, tape.Totals.Frees, tape.Totals.Increments, tape.Totals.Decrements),
            (settings.Counting.Twin, report.Outcome, report.Reason, o.Allocs, o.Frees, o.Increments, o.Decrements));
    }

    /// <summary>Of an unconfined program the check value holds in any order, but not which mutator does what.</summary>
    private static void AssertPasses(Tape tape, TrialSettings settings)
    {
        TrialReport report = Trial.Run(
            settings with { Counting = settings.Counting with { TwinCheck = false } }, ActorSystems.Create(settings.Runtime, 1), null, tape);
        Assert.Equal((settings.Counting.Twin, TrialOutcome.Passed, null), (settings.Counting.Twin, report.Outcome, report.Reason));
    }

    private static Tape Record(TrialSettings settings)
    {
        TrialSettings recorded = settings with { Runtime = settings.Runtime == "threads" ? "serial" : settings.Runtime };
        return Trial.Record(recorded, ActorSystems.Create(recorded.Runtime, 1));
    }

    private static TrialSettings With(TrialSettings settings, string twin) =>
        settings with { Counting = settings.Counting with { Twin = twin, TwinCheck = true } };

    private static TrialSettings Settings(string workload, int mutators, string strategy)
    {
        TrialSettings small = TrialRuns.Small(workload, strategy, mutators: mutators);
        return small with
        {
            Collection = new CollectionSettings { Trigger = "never", Collector = "backup-trace" },
            Verify = new VerifySettings(),
            Measure = new MeasureSettings { WarmupIterations = 1, Iterations = 2 },
        };
    }
}
