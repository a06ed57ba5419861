using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ExperimentRunnerTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void A_quiet_machine_passes_every_claim_and_leaves_a_whole_folder()
    {
        var machine = new SyntheticMachine();
        ExperimentResult result = _fixture.Run(machine);
        Assert.All(result.Verdicts, verdict => Assert.True(verdict.Truth == Truth.True, $"{verdict.Spec.Id}: {verdict.Reason}"));
        Assert.Equal(Truth.True, result.Overall);
        Assert.StartsWith("Atomic counting costs 1.5 ns [", result.VerdictSentence, StringComparison.Ordinal);
        Assert.Equal(5 * (17 + 2), machine.Invoked.Count);
        Assert.Equal(
            ["excluded.csv", "experiment.yaml", "figures/locking-cost.csv", "figures/locking-cost.svg", "figures/locking-cost.vl.json", "host.json", "manifest.json", "report.html", "report.md",
                "summary.csv", "trials.jsonl", "verdict.json"],
            Directory.GetFiles(_fixture.Out, "*", SearchOption.AllDirectories).Select(f => Path.GetRelativePath(_fixture.Out, f))
                .Order(StringComparer.Ordinal));
        Assert.True(result.AaRatio!.Estimate.Low <= 1 && result.AaRatio.Estimate.High >= 1);
    }

    [Fact]
    public void Every_row_says_where_it_comes_from()
    {
        _fixture.Run(new SyntheticMachine());
        foreach (ResultRow row in _fixture.Rows())
        {
            foreach (string key in new[] { "key", "trial_id", "experiment", "revision", "predicate_hash", "cell", "block", "order_index", "commit",
                "dirty", "build_flags", "assembly_hash", "started_utc", "load_before", "settings", "outcome", "repeat" })
                Assert.True(row.Json.ContainsKey(key), $"{row.Key} lacks {key}");
            if (row.IsTimed)
                Assert.Equal(4.0, row.Json["canary_before"]!["atomic_ns"]!.GetValue<double>());
        }
    }

    [Fact]
    public void A_busy_machine_makes_contended_claims_inconclusive_and_names_the_gate()
    {
        ExperimentResult result = _fixture.Run(new SyntheticMachine { IsBusy = true });
        Assert.Equal(Truth.Unknown, result.Overall);
        foreach (string contended in new[] { "P1", "P2", "P3", "P5", "PG" })
        {
            PredicateVerdict verdict = result.Verdicts.Single(v => v.Spec.Id == contended);
            Assert.Equal(Truth.Unknown, verdict.Truth);
            Assert.Contains("G1: overlap 0.50", verdict.Reason, StringComparison.Ordinal);
        }

        Assert.Contains("inconclusive", result.VerdictSentence, StringComparison.Ordinal);
        Assert.Contains(">inconclusive</text>", File.ReadAllText(Path.Combine(_fixture.Out, "figures", "locking-cost.svg")),
            StringComparison.Ordinal);
    }

    [Fact]
    public void The_canary_experiment_passes_when_quiet_and_is_inconclusive_when_busy()
    {
        Assert.Equal(Truth.True, _fixture.Run(new SyntheticMachine(), experiment: "00-canary").Overall);
        Directory.Delete(_fixture.Out, recursive: true);
        ExperimentResult busy = _fixture.Run(new SyntheticMachine { IsBusy = true }, experiment: "00-canary");
        Assert.All(busy.Verdicts, verdict => Assert.Equal(Truth.Unknown, verdict.Truth));
    }

    [Fact]
    public void A_failed_invocation_is_repeated_at_the_end_in_its_block_s_place()
    {
        bool failed = false;
        var machine = new SyntheticMachine
        {
            Disturb = (invocation, row) =>
            {
                if (failed || invocation is not { Cell: "atomic,M=2,hot=0", Block: 3 })
                    return row;
                failed = true;
                return new JsonObject { ["outcome"] = "failed", ["reason"] = "crashed" };
            },
        };
        ExperimentResult result = _fixture.Run(machine);
        Assert.Equal(Truth.True, result.Overall);
        Assert.Equal(1, result.FailedTrials);
        ResultRow repeated = Assert.Single(_fixture.Rows(), row => row.IsTimed && row.Round == 1);
        Assert.Equal(("atomic,M=2,hot=0", 3), (repeated.Cell, repeated.Block));
        Assert.Equal("failed: crashed", Assert.Single(result.Excluded).Reason);
    }

    [Fact]
    public void A_cell_that_always_fails_gets_n_extra_and_no_more()
    {
        var machine = new SyntheticMachine
        {
            Disturb = (invocation, row) => invocation.Cell == "gil,M=2,hot=0" ? new JsonObject { ["outcome"] = "failed", ["reason"] = "crashed" }
                : row,
        };
        ExperimentResult result = _fixture.Run(machine);
        Assert.Equal(Truth.Unknown, RunFixture.TruthOf(result, "PG"));
        Assert.Equal(Truth.True, RunFixture.TruthOf(result, "P1"));
        Assert.Equal(10, machine.Invoked.Count(i => i.Cell == "gil,M=2,hot=0"));
    }

    [Fact]
    public void Nothing_is_tried_again_and_again_when_no_process_works()
    {
        var machine = new SyntheticMachine { Disturb = (_, _) => new JsonObject { ["outcome"] = "failed", ["reason"] = "no such file" } };
        Assert.Equal(Truth.Unknown, _fixture.Run(machine).Overall);
        Assert.Equal(19, machine.Invoked.Count);
    }

    [Fact]
    public void Drift_of_the_canary_voids_its_block_and_only_its_block()
    {
        var machine = new SyntheticMachine
        {
            Disturb = (invocation, row) =>
            {
                if (invocation is { Kind: InvocationKind.Canary, Cell: Invocation.CanaryLast, Block: 2 })
                    row["extra"]!["plain_ns"] = 1.3;
                return row;
            },
        };
        ExperimentResult result = _fixture.Run(machine);
        Assert.Equal(17, result.Excluded.Count);
        Assert.All(result.Excluded, e => Assert.StartsWith("G3: canary last/first: plain 1.30", e.Reason, StringComparison.Ordinal));
        Assert.Equal(Truth.True, result.Overall);
    }

    [Fact]
    public void Cells_of_a_comparison_that_did_other_work_are_void()
    {
        var machine = new SyntheticMachine
        {
            Disturb = (invocation, row) =>
            {
                if (invocation.Cell == "atomic,M=2,hot=100")
                    row["decrements"] = 7;
                return row;
            },
        };
        PredicateVerdict verdict = _fixture.Run(machine).Verdicts.Single(v => v.Spec.Id == "P3");
        Assert.Equal(Truth.Unknown, verdict.Truth);
        Assert.Contains("G4: decrements is 7, the closed form has 14400000", verdict.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(18)]
    [InlineData(19)]
    [InlineData(40)]
    [InlineData(94)]
    public void A_killed_run_goes_on_with_nothing_twice_and_nothing_lost(int killedAfter)
    {
        using var whole = new RunFixture();
        whole.Run(new SyntheticMachine());
        Interrupt(killedAfter);
        File.AppendAllText(Path.Combine(_fixture.Out, "trials.jsonl"), "{\"key\":\"Timed/torn");
        var second = new SyntheticMachine();
        ExperimentResult result = _fixture.Run(second, resume: true);
        Assert.Equal(95 - killedAfter, second.Invoked.Count);
        Assert.Equal(Deterministic(whole.Rows()), Deterministic(_fixture.Rows()));
        Assert.Equal(Truth.True, result.Overall);
        Assert.Equal(File.ReadAllText(Path.Combine(whole.Out, "summary.csv")), File.ReadAllText(Path.Combine(_fixture.Out, "summary.csv")));
    }

    [Fact]
    public void An_interrupted_run_keeps_what_it_measured_and_passes_nothing()
    {
        ExperimentResult result = Interrupt(40);
        Assert.True(result.IsInterrupted);
        Assert.Equal(Truth.Unknown, result.Overall);
        Assert.Equal(40, _fixture.Rows().Count);
        Assert.Contains("of 5 blocks", result.Verdicts[0].Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void An_interrupted_trial_is_no_row()
    {
        var machine = new SyntheticMachine { Disturb = (i, row) => i.Block == 1 ? new JsonObject { ["outcome"] = "interrupted" } : row };
        Assert.True(_fixture.Run(machine).IsInterrupted);
        Assert.Equal(19, _fixture.Rows().Count);
    }

    [Fact]
    public void A_folder_that_exists_is_refused_in_one_line()
    {
        _fixture.Run(new SyntheticMachine());
        ExperimentFileException error = Assert.Throws<ExperimentFileException>(() => _fixture.Run(new SyntheticMachine()));
        Assert.EndsWith("exists; give another --out, or --resume to go on with it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_run_s_folder_cannot_be_resumed()
    {
        _fixture.Run(new SyntheticMachine());
        ExperimentRunOptions other = _fixture.Options(new SyntheticMachine()) with { Resume = true, Seed = 7 };
        Assert.Contains("'seed' was 20260101 and is 7", Assert.Throws<ExperimentFileException>(() => ExperimentRunner.Run(other)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Traced_trials_are_run_once_and_no_claim_uses_their_times()
    {
        var machine = new SyntheticMachine { Disturb = (invocation, row) => Traced(invocation, row) };
        ExperimentRunOptions options = _fixture.Options(machine) with { Overrides = new Dictionary<string, string> { ["telemetry.target"] = "file" } };

        ExperimentResult result = ExperimentRunner.Run(options);

        Assert.All(result.Verdicts, verdict => Assert.Equal(Truth.Unknown, verdict.Truth));
        Assert.All(result.Verdicts, verdict => Assert.Contains("G10: traced", verdict.Reason, StringComparison.Ordinal));
        Assert.All(machine.Invoked, invocation => Assert.Equal(0, invocation.Round));
        string[] folders = [.. machine.Invoked.Select(invocation => invocation.TraceFolder!)];
        Assert.Equal(folders.Length, folders.Distinct().Count());
        Assert.All(folders, folder => Assert.StartsWith(Path.GetFullPath(Path.Combine(_fixture.Out, "traces")), folder, StringComparison.Ordinal));
    }

    [Fact]
    public void Tracing_that_is_a_factor_cannot_be_set_and_does_not_void()
    {
        ExperimentFile file = ExperimentFileReader.Read(Path.Combine(RunFixture.ShippedExperimentsFolder, "21-what-tracing-costs"));
        Assert.Throws<ExperimentFileException>(() => ExperimentResolver.Resolve(file, "quick", new Dictionary<string, string> { ["telemetry.target"] = "file" }, 2));
        Assert.False(ExperimentResolver.Resolve(file, "quick", new Dictionary<string, string>(), 2).IsTracedOnDemand);
    }

    private static JsonObject Traced(Invocation invocation, JsonObject row)
    {
        if (invocation.Kind == InvocationKind.Timed)
            row["traced"] = true;
        return row;
    }

    [Fact]
    public void Too_few_cores_are_not_applicable()
    {
        ExperimentRunOptions alone = _fixture.Options(new SyntheticMachine()) with { Cores = 1 };
        Assert.Throws<NotApplicableException>(() => ExperimentRunner.Run(alone));
        Assert.False(Directory.Exists(_fixture.Out));
    }

    [Fact]
    public void A_dry_run_lists_every_trial_and_writes_nothing()
    {
        IReadOnlyList<PlannedTrial> trials = ExperimentRunner.DryRun(_fixture.Options(new SyntheticMachine()));
        Assert.Equal(95, trials.Count);
        Assert.True(trials[^1].StartsAfterS is > 40 and < 60);
        IReadOnlyDictionary<string, string> origins = trials.First(trial => trial.Invocation.Cell == "atomic,M=2,hot=0").Origins;
        Assert.Equal(("base", "matrix.M=2", "matrix.strategy=atomic", "profiles.quick"),
            (origins["workload"], origins["mutators"], origins["counting.strategy"], origins["measure.iterations"]));
        Assert.False(Directory.Exists(_fixture.Out));
    }

    [Fact]
    public void The_full_profile_verifies_each_cell_first_and_a_violation_voids_the_cell()
    {
        var machine = new SyntheticMachine
        {
            Disturb = (invocation, row) =>
            {
                if (invocation is { Kind: InvocationKind.Verify, Cell: "atomic,M=2,hot=0" })
                    row["verifier"] = new JsonObject { ["checked"] = true, ["violations"] = new JsonArray("count of 17 is 2, not 1") };
                return row;
            },
        };
        ExperimentResult result = ExperimentRunner.Run(_fixture.Options(machine) with { Profile = "full" });
        Assert.All(machine.Invoked.Take(56), i => Assert.Equal(InvocationKind.Verify, i.Kind));
        Assert.Contains("G9", result.Verdicts.Single(v => v.Spec.Id == "P1").Reason, StringComparison.Ordinal);
        Assert.Equal(Truth.True, RunFixture.TruthOf(result, "P3"));
    }

    private ExperimentResult Interrupt(int after)
    {
        using var cancel = new CancellationTokenSource();
        int ended = 0;
        if (after == 0)
            cancel.Cancel();
        var machine = new SyntheticMachine
        {
            Disturb = (_, row) =>
            {
                if (++ended == after)
                    cancel.Cancel();
                return row;
            },
        };
        return _fixture.Run(machine, cancellation: cancel.Token);
    }

    /// <summary>Everything but the clock's.</summary>
    private static IEnumerable<string> Deterministic(IReadOnlyList<ResultRow> rows) => rows.Select(row =>
    {
        JsonObject copy = row.Json.DeepClone().AsObject();
        copy.Remove("started_utc");
        copy.Remove("load_before");
        return copy.ToJsonString();
    });
}
