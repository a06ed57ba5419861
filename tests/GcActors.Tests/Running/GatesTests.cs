using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public class GatesTests
{
    private static readonly GateContext Context = new() { Cores = 2, TimerStepNs = 40, IsOptimisedBuild = true, HasDebugger = false };

    [Fact]
    public void A_quiet_row_passes_all() => Assert.DoesNotContain(Evaluate(Row()).Values, gate => gate.Passed == false);

    [Theory]
    [InlineData("G1", "overlap", 0.89)]
    [InlineData("G1", "host.other_cpu_cores", 0.2)]
    [InlineData("G1", "host.steal_cores", 0.16)]
    [InlineData("G2", "host.host_collections", 1)]
    [InlineData("G2", "host.quanta_allocated_bytes", 24)]
    [InlineData("G7", "host.major_faults", 1)]
    [InlineData("G8", "host.methods_jitted", 2)]
    public void A_disturbance_fails_its_gate_and_no_other(string gate, string field, double value)
    {
        JsonObject row = Row();
        string[] path = field.Split('.');
        (path.Length == 1 ? row : row[path[0]]!.AsObject())[path[^1]] = value;
        Assert.Equal([gate], FailedIn(row));
    }

    [Fact]
    public void Virtual_time_has_no_trend_and_no_clock_that_could_void_it()
    {
        JsonObject row = Row();
        row["iterations"] = new JsonArray([.. Enumerable.Range(1, 5).Select(i => (JsonNode)new JsonObject { ["wall_ns"] = 100 * i, ["cpu_ns"] = 1, ["steps"] = 1 })]);
        Assert.Equal(["G5", "G6"], FailedIn(row));
        row["settings"]!["runtime"] = "simulation";
        Assert.Empty(FailedIn(row));
    }

    [Fact]
    public void An_overlap_that_was_not_measured_does_not_count_as_overlap()
    {
        JsonObject row = Row();
        row["overlap"] = null;
        Assert.Equal(["G1"], FailedIn(row));
    }

    [Fact]
    public void One_mutator_and_more_mutators_than_cores_are_not_judged_by_overlap()
    {
        JsonObject one = Row();
        one["settings"]!["mutators"] = "1";
        one["overlap"] = 0.2;
        Assert.Null(Evaluate(one)["G1"].Passed);
        JsonObject many = Row();
        many["settings"]!["mutators"] = "4";
        many["overlap"] = 0.2;
        Assert.Null(Evaluate(many)["G1"].Passed);
        Assert.Contains("0.20", Evaluate(many)["G1"].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Other_work_than_the_comparison_s_fails_g4()
    {
        var expected = new WorkTotals("the closed form", 23, 0, 100, 101, null);
        GateResult gate = Gates.Evaluate(new ResultRow(Row()), Context with { Expected = [expected] })["G4"];
        Assert.Equal((false, "decrements is 100, the closed form has 101"), (gate.Passed, gate.Reason));
        Assert.True(Gates.Evaluate(new ResultRow(Row()), Context with { Expected = [expected with { Decrements = 100 }] })["G4"].Passed);
    }

    [Fact]
    public void A_twin_that_did_other_work_than_its_tape_fails_g4()
    {
        JsonObject row = Row();
        row["extra"] = new JsonObject { ["tape_allocs"] = 23, ["tape_frees"] = 1, ["tape_increments"] = 100, ["tape_decrements"] = 100 };
        GateResult gate = Evaluate(row)["G4"];
        Assert.Equal((false, "frees is 0, the tape has 1"), (gate.Passed, gate.Reason));
        row["extra"]!["tape_frees"] = 0;
        Assert.True(Evaluate(row)["G4"].Passed);
    }

    [Fact]
    public void Mutators_that_take_turns_are_not_judged_by_overlap()
    {
        JsonObject row = Row();
        row["settings"]!["runtime"] = "serial";
        row["overlap"] = null;
        Assert.Empty(FailedIn(row));
        row["host"]!["other_cpu_cores"] = 0.2;
        Assert.Equal(["G1"], FailedIn(row));
    }

    [Fact]
    public void A_trend_over_the_iterations_fails_g5()
    {
        JsonObject row = Row();
        row["iterations"] = Iterations(100e6, 102e6, 104e6, 106e6);
        Assert.Equal(["G5"], FailedIn(row));
    }

    [Fact]
    public void Iterations_too_short_for_the_clock_fail_g6()
    {
        JsonObject row = Row();
        row["iterations"] = Iterations(39_000, 39_000, 39_000);
        Assert.Equal(["G6"], FailedIn(row));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("2")]
    [InlineData("8")]
    public void Where_stops_are_measured_other_processes_are_judged_and_overlap_is_not(string mutators)
    {
        JsonObject row = Row();
        row["settings"] = new JsonObject { ["mutators"] = mutators, ["measure.stop_every_us"] = "500" };
        row["overlap"] = null;
        Assert.Empty(FailedIn(row));
        row["host"]!["other_cpu_cores"] = 0.2;
        Assert.Equal(["G1"], FailedIn(row));
    }

    [Fact]
    public void A_trial_that_is_traced_on_demand_fails_g10_and_one_whose_experiment_is_about_it_does_not()
    {
        JsonObject row = Row();
        row["traced"] = true;
        Assert.Empty(FailedIn(row));
        Assert.Equal("traced, as the experiment has it", Evaluate(row)["G10"].Reason);
        GateResult onDemand = Gates.Evaluate(new ResultRow(row), Context with { IsTracedOnDemand = true })["G10"];
        Assert.Equal((false, "traced: the times of a trial that is looked at are no timing data"), (onDemand.Passed, onDemand.Reason));
        Assert.Null(Gates.Evaluate(new ResultRow(Row()), Context with { IsTracedOnDemand = true })["G10"].Passed);
    }

    [Fact]
    public void A_debug_build_fails_g8() =>
        Assert.False(Gates.Evaluate(new ResultRow(Row()), Context with { IsOptimisedBuild = false })["G8"].Passed);

    [Theory]
    [InlineData(1.05, 4.1, true)]
    [InlineData(1.2, 4.0, false)]
    [InlineData(1.0, 3.5, false)]
    public void Canary_drift_is_judged_on_the_two_private_loops(double plain, double atomic, bool passed) =>
        Assert.Equal(passed, Gates.JudgeDrift(CanaryOf(1, 4, 12), CanaryOf(plain, atomic, 30)).Passed);

    [Theory]
    [InlineData(1.3, 1.02, true)]
    [InlineData(1.0, 1.2, false)]
    public void Where_a_canary_says_what_it_does_undisturbed_that_is_what_drifts(double median, double undisturbed, bool passed) =>
        Assert.Equal(passed, Gates.JudgeDrift(Undisturbed(1, 1), Undisturbed(median, undisturbed)).Passed);

    [Fact]
    public void A_group_without_its_last_canary_is_not_judged() => Assert.Null(Gates.JudgeDrift(CanaryOf(1, 4, 12), null).Passed);

    [Fact]
    public void The_closed_form_of_hot_is_that_of_the_workload_s_specification()
    {
        WorkTotals totals = KnownTotals.Of(new Dictionary<string, string>
        {
            ["workload"] = "hot", ["workload.steps"] = "8192", ["workload.pairs"] = "4", ["workload.singletons"] = "3",
                ["workload.privates"] = "10", ["mutators"] = "2",
        })!;
        Assert.Equal((23, 0, 32768, 32768), (totals.Allocs, totals.Frees, totals.Increments, totals.Decrements));
    }

    private static IReadOnlyDictionary<string, GateResult> Evaluate(JsonObject row) => Gates.Evaluate(new ResultRow(row), Context);

    private static IEnumerable<string> FailedIn(JsonObject row) => Evaluate(row).Where(g => g.Value.Passed == false).Select(g => g.Key);

    private static ResultRow CanaryOf(double plain, double atomic, double shared) => new(new JsonObject
    {
        ["outcome"] = "passed",
        ["extra"] = new JsonObject { ["plain_ns"] = plain, ["atomic_ns"] = atomic, ["shared_ns"] = shared },
    });

    private static ResultRow Undisturbed(double median, double undisturbed)
    {
        ResultRow canary = CanaryOf(median, 4, 12);
        canary.Json["extra"]![Canary.PlainUndisturbed] = undisturbed;
        canary.Json["extra"]![Canary.AtomicUndisturbed] = 4;
        return canary;
    }

    private static JsonArray Iterations(params double[] wall) =>
        new([.. wall.Select(w => (JsonNode)new JsonObject { ["wall_ns"] = w, ["cpu_ns"] = w, ["steps"] = 100 })]);

    private static JsonObject Row() => new()
    {
        ["outcome"] = "passed",
        ["settings"] = new JsonObject { ["mutators"] = "2" },
        ["iterations"] = Iterations(100e6, 101e6, 99e6, 100e6),
        ["overlap"] = 0.97,
        ["allocs"] = 23,
        ["frees"] = 0,
        ["increments"] = 100,
        ["decrements"] = 100,
        ["check"] = "16272",
        ["host"] = new JsonObject
        {
            ["host_collections"] = 0, ["quanta_allocated_bytes"] = 0, ["major_faults"] = 0, ["methods_jitted"] = 0, ["other_cpu_cores"] = 0.05,
                ["steal_cores"] = 0.01,
        },
    };
}
