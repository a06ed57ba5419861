using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Experiments.Running;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Cli;

/// <summary>Commands that read a results folder, or prepare one.</summary>
public sealed class SweepCommandTests : IDisposable
{
    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Check_passes_from_the_folder_alone()
    {
        _fixture.Run(new SyntheticMachine());
        CliResult result = new CliHarness().Run("check", _fixture.Out);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.EndsWith("pass", result.Out.TrimEnd(), StringComparison.Ordinal);
        JsonNode json = JsonNode.Parse(new CliHarness().Run("check", _fixture.Out, "--json").Out)!;
        Assert.Equal(File.ReadAllText(Path.Combine(_fixture.Out, "verdict.json")).Trim(), json.ToJsonString(new() { WriteIndented = true,
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
    }

    [Fact]
    public void Check_fails_when_a_claim_is_false()
    {
        _fixture.Run(new SyntheticMachine { Disturb = Slow });
        CliResult result = new CliHarness().Run("check", _fixture.Out);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("fail", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_is_inconclusive_when_invocations_are_missing()
    {
        _fixture.Run(new SyntheticMachine());
        string log = Path.Combine(_fixture.Out, "trials.jsonl");
        File.WriteAllLines(log, File.ReadAllLines(log)[..^3]);
        CliResult result = new CliHarness().Run("check", _fixture.Out);
        Assert.Equal(3, result.ExitCode);
        Assert.EndsWith("inconclusive; 3 planned invocations are missing", result.Out.TrimEnd(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("check")]
    [InlineData("merge")]
    [InlineData("status")]
    [InlineData("plan-repetitions")]
    public void A_folder_that_is_none_is_one_clear_line(string command)
    {
        CliResult result = new CliHarness().Run(command, _fixture.Out);
        Assert.Equal(2, result.ExitCode);
        Assert.EndsWith("no results folder: there is no manifest.json in it", result.Error.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public void Status_and_merge_say_how_far_shards_are()
    {
        ExperimentRunner.RunShard(_fixture.Options(new SyntheticMachine()) with { Shard = new Shard(2, 2) });
        JsonNode status = JsonNode.Parse(new CliHarness().Run("status", _fixture.Out, "--json").Out)!;
        Assert.Equal(["not begun", "done"], status.AsArray().Select(part => (string?)part!["state"]));
        Assert.Equal([57, 0], status.AsArray().Select(part => (int?)part!["missing"]));
        CliResult merge = new CliHarness().Run("merge", _fixture.Out);
        Assert.Equal((3, "missing: shard 1/2 has not begun (57 invocations)"), (merge.ExitCode, merge.Error.TrimEnd()));
    }

    [Fact]
    public void Repetitions_are_planned_for_each_cell()
    {
        _fixture.Run(new SyntheticMachine());
        JsonArray plans = JsonNode.Parse(new CliHarness().Run("plan-repetitions", _fixture.Out, "--target", "1%", "--json").Out)!.AsArray();
        Assert.Equal(17, plans.Count);
        Assert.All(plans, plan => Assert.True((int)plan!["invocations"]! >= 2 && (double)plan["half_width"]! < 0.02));
        Assert.Contains("is not a percentage above 0", new CliHarness().Run("plan-repetitions", _fixture.Out, "--target", "2").Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Submit_prints_scripts_that_a_person_can_read()
    {
        CliResult result = new CliHarness().Run("submit", Path.Combine(RunFixture.ExperimentsFolder, "00-canary"), "--slurm", "--shards", "4", "--exclusive",
            "--time", "20", "--out", _fixture.Out, "--set", "workload.work=1 2", "--print");
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        string array = File.ReadAllText(Path.Combine(_fixture.Out, "shards.sbatch"));
        Assert.StartsWith("#!/bin/sh\n#SBATCH --job-name=gcactors-shard\n#SBATCH --array=1-4\n", array, StringComparison.Ordinal);
        Assert.Contains("#SBATCH --exclusive\n#SBATCH --time=20\nexec dotnet ", array, StringComparison.Ordinal);
        Assert.EndsWith($" --quick --set 'workload.work=1 2' --out {Path.GetFullPath(_fixture.Out)} --shard auto\n", array, StringComparison.Ordinal);
        Assert.EndsWith($" merge {Path.GetFullPath(_fixture.Out)}\n", File.ReadAllText(Path.Combine(_fixture.Out, "merge.sbatch")), StringComparison.Ordinal);
        Assert.Contains(array, result.Out, StringComparison.Ordinal);
    }

    /// <summary>The trial needs 37 MiB: the search must find it between arenas, and say what it tried.</summary>
    [Fact]
    public void The_minimum_heap_is_found_by_bisection()
    {
        const long needed = 37L << 20;
        List<long> tried = [];
        CliHarness cli = new()
        {
            Trial = settings =>
            {
                tried.Add(settings.Heap.LimitBytes);
                return new TrialReport
                {
                    Settings = settings,
                    Outcome = settings.Heap.LimitBytes >= needed ? TrialOutcome.Passed : TrialOutcome.OutOfMemory,
                };
            },
        };
        JsonNode found = JsonNode.Parse(cli.Run("minheap", "--workload", "hot", "--plan", "floor", "--json").Out)!;
        long minimum = (long)found["minimum_bytes"]!;
        Assert.InRange(minimum, needed, needed * 1.02);
        Assert.True((long)found["too_small_bytes"]! < needed);
        Assert.Equal(tried.Count, (int)found["trials"]!);
        Assert.All(tried, bytes => Assert.Equal(0, bytes % (256 * 1024)));
    }

    [Fact]
    public void A_trial_that_fails_of_something_else_has_no_minimum_heap()
    {
        CliHarness cli = new() { Trial = settings => new TrialReport { Settings = settings, Outcome = TrialOutcome.Failed } };
        CliResult result = cli.Run("minheap", "--workload", "hot", "--plan", "floor");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("the trial did not end with", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nor_has_a_combination_that_is_refused()
    {
        CliResult result = new CliHarness().Run("minheap", "--workload", "hot", "--plan", "floor", "--set", "counting.strategy=none", "--set", "collection.trigger=thresholds");
        Assert.Equal(2, result.ExitCode);
        Assert.Contains("collection.collector: 'none' counts nothing", result.Error, StringComparison.Ordinal);
    }

    private static JsonObject Slow(Invocation invocation, JsonObject row)
    {
        if (invocation.Cell.StartsWith("gil,M=2", StringComparison.Ordinal))
        {
            foreach (JsonNode? iteration in row["iterations"]!.AsArray())
            {
                iteration!["wall_ns"] = 3 * iteration["wall_ns"]!.GetValue<long>();
            }
        }

        return row;
    }
}
