using GcActors.Core;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Objects;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>The twins of strategies with logs: the same program, whether logs are read, thrown away in epochs, or thrown away by who wrote them.</summary>
public class LogTwinTests
{
    private static readonly string[] s_dependOnOrder = ["lru", "random-graph"];

    /// <summary>Its check value is how many objects wait for their deaths: what it is there to show.</summary>
    private const string ShowsPromptness = "chain";

    public static TheoryData<string, int, string, string> Programs
    {
        get
        {
            var programs = new TheoryData<string, int, string, string>();
            foreach (string workload in Catalog.Workloads.Select(w => w.Name))
            {
                foreach (int mutators in new[] { 1, 2 }.Select(m => Catalog.NearestMutators(workload, m)).Distinct())
                {
                    programs.Add(workload, mutators, "buffered", "snapshot");
                    programs.Add(workload, mutators, "buffered", "counted");
                    programs.Add(workload, mutators, "deferred", "auto");
                    programs.Add(workload, mutators, "coalescing", "object");
                    programs.Add(workload, mutators, "coalescing", "slot");
                }
            }

            return programs;
        }
    }

    [Theory]
    [MemberData(nameof(Programs))]
    public void Every_twin_does_what_was_recorded(string workload, int mutators, string strategy, string variant)
    {
        TrialSettings settings = Settings(workload, mutators, strategy, variant);
        if (Preflight.Check(settings).Any(f => !f.IsWarning))
        {
            return;
        }

        using Tape tape = Trial.Record(settings, ActorSystems.Create(settings.Runtime, 1));
        foreach (string twin in (string[])["append", "discard", "real"])
        {
            TrialSettings of = With(settings, twin);
            if (Preflight.Check(of).Any(f => !f.IsWarning) || Trial.RefusalOf(of, tape) != null)
            {
                Assert.True(strategy == "coalescing" || !tape.IsConfined, twin);
                continue;
            }

            TrialReport report = Trial.Run(of, ActorSystems.Create(of.Runtime, 1), null, tape);
            if (workload == ShowsPromptness && twin == "real")
            {
                Assert.Equal((TrialOutcome.Failed, tape.Totals.Frees), (report.Outcome, report.Operations.Frees));
                Assert.StartsWith("the check value is", report.Reason, StringComparison.Ordinal);
            }
            else if (tape.IsConfined || mutators == 1)
            {
                AssertSame(tape, report);
            }
            else if (!s_dependOnOrder.Contains(workload))
            {
                Assert.Equal((twin, TrialOutcome.Passed, null), (twin, report.Outcome, report.Reason));
            }
        }
    }

    [Theory]
    [InlineData("buffered", "snapshot")]
    [InlineData("buffered", "counted")]
    [InlineData("deferred", "auto")]
    public void On_threads_and_in_turn_they_do_too(string strategy, string variant)
    {
        TrialSettings settings = Settings("binary-trees", 2, strategy, variant);
        using Tape tape = Trial.Record(settings with { Runtime = "serial" }, ActorSystems.Create("serial", 1));
        Assert.True(tape.IsConfined, tape.Unconfined);
        foreach (string runtime in (string[])["serial", "threads"])
        {
            foreach (string twin in (string[])["append", "discard", "real"])
            {
                AssertSame(tape, Trial.Run(With(settings, twin) with { Runtime = runtime }, ActorSystems.Create(runtime, 1), null, tape));
            }
        }
    }

    [Theory]
    [InlineData("buffered", "snapshot")]
    [InlineData("buffered", "counted")]
    public void The_same_is_noted_and_the_same_messages_are_sent_with_nothing_in_them(string strategy, string variant)
    {
        TrialReport[] reports = Reports(Settings("lists", 1, strategy, variant));
        Assert.All((string[])["log_increments", "log_decrements"], key =>
        {
            Assert.Equal((reports[0].Extra[key], reports[0].Extra[key]), (reports[1].Extra[key], reports[2].Extra[key]));
            Assert.True(reports[0].Extra[key] > 0, key);
        });

        // The census asks for one more.
        Assert.Equal((1, reports[2].Extra["epochs"]), (reports[0].Extra["epochs"], reports[1].Extra["epochs"]));
        Assert.True(reports[1].Extra["epochs"] > 4);
        Assert.Equal((0, 0), (reports[0].Extra["log_entries_applied"], reports[1].Extra["log_entries_applied"]));
        Assert.True(reports[2].Extra["log_entries_applied"] > 0);
    }

    /// <summary>What a stop leaves alive is taken off its list, and listed again when its count comes to 0 again; unread lists keep it.</summary>
    [Fact]
    public void What_is_listed_once_in_an_unread_table_may_be_listed_again_in_one_that_is_read()
    {
        TrialReport[] reports = Reports(Settings("lists", 1, "deferred", "auto"));
        double[] listed = [.. reports.Select(report => report.Extra["zct_entries"])];
        Assert.Equal(listed[0], listed[1]);
        Assert.InRange(listed[2], listed[0] + 1, 1.02 * listed[0]);
        Assert.Equal((0, 0), (reports[0].Extra["log_entries_applied"], reports[1].Extra["log_entries_applied"]));
        Assert.InRange(reports[1].Extra["reconciles"], 0.95 * reports[2].Extra["reconciles"], reports[2].Extra["reconciles"]);
    }

    [Theory]
    [InlineData("append")]
    [InlineData("discard")]
    public void A_wrong_decision_changes_the_totals_and_the_sequence(string twin)
    {
        TrialSettings settings = With(Settings("life", 1, "buffered", "snapshot"), twin);
        using Tape tape = Trial.Record(settings, ActorSystems.Create(settings.Runtime, 1));
        tape.SkipDeath(mutator: 0, death: 5);
        TrialReport report = Trial.Run(settings, ActorSystems.Create(settings.Runtime, 1), null, tape);
        Assert.NotEqual(tape.Totals.Frees, report.Operations.Frees);
        Assert.Equal((TrialOutcome.Failed, "the sequence of operations is not the tape's"), (report.Outcome, report.Reason));
    }

    [Fact]
    public void What_refcount_actors_use_is_told_where_time_is_real()
    {
        TrialSettings settings = Settings("lists", 1, "buffered", "snapshot");
        Assert.DoesNotContain("refcount_cpu_ns", TrialRuns.Run(settings).Extra.Keys);
        TrialReport inTurn = Trial.Run(settings with { Runtime = "serial" }, ActorSystems.Create("serial", 1));
        TrialReport beside = Trial.Run(settings with { Runtime = "threads" }, ActorSystems.Create("threads", 1));
        Assert.True(inTurn.Extra["refcount_cpu_ns"] > inTurn.Extra["refcount_beside_ns"]);
        Assert.Equal(beside.Extra["refcount_cpu_ns"], beside.Extra["refcount_beside_ns"]);
        Assert.True(beside.Extra["helper_cpu_ns"] > 0);
    }

    /// <summary>Of append, discard and real.</summary>
    private static TrialReport[] Reports(TrialSettings settings)
    {
        using Tape tape = Trial.Record(settings, ActorSystems.Create(settings.Runtime, 1));
        return [.. ((string[])["append", "discard", "real"]).Select(twin => Trial.Run(With(settings, twin), ActorSystems.Create(settings.Runtime, 1), null, tape))];
    }

    private static void AssertSame(Tape tape, TrialReport report)
    {
        OperationTotals o = report.Operations;
        Assert.Equal(
            (report.Settings.Counting.Twin, TrialOutcome.Passed, null, tape.Totals.Allocs, tape.Totals.Frees, tape.Totals.Increments, tape.Totals.Decrements),
            (report.Settings.Counting.Twin, report.Outcome, report.Reason, o.Allocs, o.Frees, o.Increments, o.Decrements));
    }

    private static TrialSettings With(TrialSettings settings, string twin) =>
        settings with { Counting = settings.Counting with { Twin = twin, TwinCheck = TwinForms.IsJudgedByTape(twin) } };

    private static TrialSettings Settings(string workload, int mutators, string strategy, string variant)
    {
        TrialSettings small = TrialRuns.Small(workload, strategy, mutators: mutators);
        return small with
        {
            Counting = small.Counting with { Variant = variant, LogBytes = 256 },
            Collection = new CollectionSettings { Trigger = "never", Collector = "backup-trace" },
            Verify = new VerifySettings(),
            Measure = new MeasureSettings { WarmupIterations = 1, Iterations = 2 },
        };
    }
}
