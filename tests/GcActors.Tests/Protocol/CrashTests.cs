using GcActors.Core;
using GcActors.Core.Catalogs;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Fault injection: a mutator crashes between two steps while others hold its objects.</summary>
public class CrashTests
{
    private const int Seeds = 3;

    /// <summary>Programs in which nobody waits for another, from the one that shares most, and the step at which a mutator crashes.</summary>
    private static readonly (string Workload, long Step)[] Programs = [("random-graph", 1500), ("lists", 100), ("hot", 500), ("life", 2)];

    public static TheoryData<string, string> Cases
    {
        get
        {
            var cases = new TheoryData<string, string>();
            foreach (CounterForm form in Catalog.CounterForms)
            {
                foreach ((string workload, _) in Programs.Where(p => IsValid(Settings(form, p.Workload, p.Step))).Take(2))
                {
                    cases.Add(form.Name, workload);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_others_end_and_a_trace_sets_right_what_the_crash_did(string form, string workload)
    {
        CounterForm counter = Catalog.CounterForms.Single(f => f.Name == form);
        long step = Programs.Single(p => p.Workload == workload).Step;
        for (ulong seed = SimulationNetTests.SeedBase; seed < SimulationNetTests.SeedBase + Seeds; seed++)
        {
            TrialReport report = TrialRuns.Run(Settings(counter, workload, step), seed);
            CrashReport crash = report.Crash!;
            Assert.Equal((1, step), (crash.Mutator, crash.Steps));
            if (counter.Strategy == "gil")
            {
                Assert.Equal(TrialOutcome.Crashed, report.Outcome);
                Assert.Contains("mutator 1 crashed after", report.Reason, StringComparison.Ordinal);
                Assert.Contains("holds the global interpreter lock", report.Reason, StringComparison.Ordinal);
                continue;
            }

            AssertSetRight(report, counter, $"{form}, {workload}, schedule seed {seed}");
            Assert.Equal(KeepsWhatWasHeld(counter) && crash.LostReferences > 0, crash.Leak.Objects > 0);
        }
    }

    [Theory]
    [InlineData("pipeline", "atomic", 4, 50)]
    [InlineData("pipeline", "biased", 4, 50)]
    [InlineData("xmalloc-test", "dynamic", 4, 50)]
    [InlineData("mstress", "biased-703", 3, 10)]
    [InlineData("larson", "private", 3, 150)]
    [InlineData("random-graph", "buffered", 2, 1500)]
    public void Mutators_that_wait_for_the_one_that_crashed_end_the_trial(string workload, string strategy, int mutators, long step)
    {
        TrialReport report = TrialRuns.Run(Crashing(TrialRuns.Small(workload, strategy, "leased", mutators), step));

        Assert.Equal(TrialOutcome.Crashed, report.Outcome);
        Assert.Matches($"^mutator 1 crashed after {step} steps, and mutators? [0-9, ]+ cannot go on without it$", report.Reason);
        Assert.Equal((report.Crash!.Leak.Objects, 0L, 0L), (report.Crash.FreedByTrace, report.Crash.CountsTooLow, report.Crash.CountsWrongAfterTrace));
    }

    [Fact]
    public void Stops_do_not_hide_that_nobody_gets_further()
    {
        TrialSettings settings = Crashing(TrialRuns.Small("pipeline", "atomic", "leased", 4), 50) with
        {
            Measure = new MeasureSettings { WarmupIterations = 0, StopEveryUs = 5000 },
            Verify = new VerifySettings { Level = "end" },
        };

        Assert.Equal(TrialOutcome.Crashed, TrialRuns.Run(settings).Outcome);
    }

    [Fact]
    public void What_others_hold_too_lives_on_with_a_count_that_the_trace_sets_right()
    {
        CrashReport crash = TrialRuns.Run(Crashing(TrialRuns.Small("pipeline", "atomic", "leased", 4), 50)).Crash!;

        Assert.True(crash.Leak.LiveCountedTooHigh > 0);
        Assert.Equal(0, crash.CountsWrongAfterTrace);
    }

    [Fact]
    public void A_trace_in_the_run_finds_the_same_leak()
    {
        TrialSettings settings = Crashing(TrialRuns.Small("lists", "atomic", "leased", 3), 100) with
        {
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 2000, Collector = "backup-trace" },
        };
        CrashReport inRun = TrialRuns.Run(settings).Crash!;
        CrashReport behind = TrialRuns.Run(settings with { Collection = new CollectionSettings { Trigger = "never" } }).Crash!;

        Assert.True(inRun.Leak.Objects > 0);
        Assert.Equal(behind with { CountsTooLow = 0 }, inRun);
    }

    [Fact]
    public void Somebody_else_drops_the_shared_roots_where_mutator_0_crashed()
    {
        TrialSettings settings = Crashing(Independent("random-graph", "biased", 2), 1500);
        TrialReport report = TrialRuns.Run(settings with { Schedule = settings.Schedule with { CrashMutator = 0 } });

        Assert.Equal((TrialOutcome.Passed, 0), (report.Outcome, report.Crash!.Mutator));
    }

    [Fact]
    public void A_crash_leaves_nobody_where_there_is_one_mutator()
    {
        TrialSettings settings = Crashing(TrialRuns.Small("lists"), 100);
        TrialReport report = TrialRuns.Run(settings with { Schedule = settings.Schedule with { CrashMutator = 0 } });

        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        Assert.True(report.Crash!.Leak.Objects > 0);
        Assert.Equal(report.Crash.Leak.Objects, report.Crash.FreedByTrace);
    }

    [Fact]
    public void A_trial_with_a_crash_has_one_iteration_and_no_check_value()
    {
        TrialReport report = TrialRuns.Run(Crashing(TrialRuns.Small("lists", "atomic", "leased", 2), 100) with
        {
            Measure = new MeasureSettings { WarmupIterations = 2, Iterations = 3 },
        });

        Assert.Equal((TrialOutcome.Passed, 0, ""), (report.Outcome, report.WarmupIterations, report.Check));
        Assert.Single(report.Iterations);
    }

    [Fact]
    public void A_crash_that_never_happened_is_said()
    {
        TrialReport report = TrialRuns.Run(Crashing(TrialRuns.Small("lists", "atomic", "leased", 2), 1_000_000));

        Assert.Equal(TrialOutcome.Failed, report.Outcome);
        Assert.StartsWith("mutator 1 did not crash: its run was over after", report.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutator_that_is_not_there_is_refused() =>
        Assert.Contains(Preflight.Check(Crashing(TrialRuns.Small("lists"), 1)), f => f.Key == "schedule.crash_mutator" && !f.IsWarning);

    [Theory]
    [InlineData("atomic", "lists")]
    [InlineData("biased", "random-graph")]
    [InlineData("buffered", "random-graph")]
    public void On_threads_too(string strategy, string workload)
    {
        TrialSettings settings = Crashing(Independent(workload, strategy, 2), 100) with { Runtime = "threads" };

        AssertSetRight(TrialRuns.Run(settings), Catalog.CounterForms.First(f => f.Strategy == strategy), strategy);
    }

    /// <summary>Planted: the queue of the crashed mutator is not taken over, so that what others put into it waits.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_queue_that_nobody_takes_over_is_caught(bool abandons)
    {
        TrialSettings settings = Crashing(Independent("random-graph", "biased", 3), 1500);
        TrialReport report = TrialRuns.RunWith(settings, new PlantedFaults { AbandonsCrashed = abandons }, scheduleSeed: 1);

        Assert.Equal(abandons, report.Verifier.Violations.Any(v => v.Contains("nobody has taken it over", StringComparison.Ordinal)));
        Assert.Equal(abandons ? TrialOutcome.Failed : TrialOutcome.Passed, report.Outcome);
    }

    /// <summary>Planted: a crashed mutator that stays on line holds all grace periods back, so that no dead cell is used again.</summary>
    [Fact]
    public void A_crashed_mutator_that_stays_on_line_is_seen_in_the_cells_that_wait()
    {
        TrialSettings settings = Crashing(Independent("random-graph", "atomic", 3), 1500) with { Collection = new CollectionSettings { Trigger = "never" } };
        double MostWaiting(bool abandons) => TrialRuns.RunWith(settings, new PlantedFaults { AbandonsCrashed = abandons }, 1).Extra["retired_cells_peak"];

        Assert.True(MostWaiting(abandons: true) > 2 * MostWaiting(abandons: false));
    }

    private static void AssertSetRight(TrialReport report, CounterForm form, string what)
    {
        bool frees = form.Strategy != "racy-census";
        Assert.True(report.Outcome == TrialOutcome.Passed, $"{what}: {report.Reason}");
        Assert.True(report.Verifier.Runs > 0);
        CrashReport crash = report.Crash!;
        Assert.Equal(frees ? crash.Leak.Objects : 0, crash.FreedByTrace);
        Assert.Equal(frees ? 0L : null, crash.CountsWrongAfterTrace);
        Assert.True(crash.CountsTooLow == 0 || form.Strategy.StartsWith("rac", StringComparison.Ordinal), what);
    }

    /// <summary>Where registers are looked at and not counted, what they held dies as if it had been dropped.</summary>
    private static bool KeepsWhatWasHeld(CounterForm form) =>
        form.Strategy is not ("deferred" or "coalescing") && (form.Strategy != "buffered" || !form.IsUsual);

    private static bool IsValid(TrialSettings settings) => Preflight.Check(settings).All(f => f.IsWarning);

    private static TrialSettings Crashing(TrialSettings settings, long step) => settings with
    {
        Schedule = settings.Schedule with { CrashMutator = 1, CrashStep = step },
        Verify = new VerifySettings { Level = "collections" },
    };

    /// <summary>Nobody waits for the others' end in order to drop what all share.</summary>
    private static TrialSettings Independent(string workload, string strategy, int mutators)
    {
        TrialSettings small = TrialRuns.Small(workload, strategy, "leased", mutators);
        return workload != "random-graph" ? small : small with { Parameters = new Dictionary<string, string>(small.Parameters) { ["end"] = "keep" } };
    }

    private static TrialSettings Settings(CounterForm form, string workload, long step)
    {
        TrialSettings small = Independent(workload, form.Strategy, 3);
        return Crashing(small, step) with
        {
            Counting = small.Counting with { Variant = form.Variant, Cure = form.Cure },
            Collection = new CollectionSettings
            {
                Trigger = form.Strategy == "racy-census" ? "never" : "stress",
                StressEvery = 5000,
                Collector = form.Strategy is "none" or "sticky" ? "backup-trace" : "generational",
            },
        };
    }
}
