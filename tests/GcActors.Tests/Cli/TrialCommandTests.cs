using System.Text.Json.Nodes;
using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using Xunit;

namespace GcActors.Tests.Cli;

public class TrialCommandTests
{
    private static readonly string[] Floor = ["trial", "--plan", "floor", "--workload", "lists"];

    [Fact]
    public void JSON_is_one_object_on_one_line_with_the_flattened_settings()
    {
        CliResult result = new CliHarness().Run([.. Floor, "--mutators", "2", "--seed", "7", "--set", "workload.length=5", "--json"]);

        JsonObject row = JsonNode.Parse(Assert.Single(result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries)))!.AsObject();
        Assert.Equal(0, result.ExitCode);
        Assert.Equal("passed", (string?)row["outcome"]);
        Assert.Equal("floor", (string?)row["plan"]);
        Assert.Equal(7ul, (ulong)row["seed"]!);
        Assert.Equal(2, (int)row["settings"]!["mutators"]!);
        Assert.Equal(5, (int)row["settings"]!["workload.length"]!);
        Assert.Equal("unsync", (string?)row["settings"]!["counting.strategy"]);
        Assert.Equal(16, ((string)row["trial_id"]!).Length);
        Assert.NotNull(row["gates"]);
    }

    [Fact]
    public void The_row_has_every_key_that_readers_rely_on()
    {
        JsonObject row = JsonNode.Parse(new CliHarness().Run([.. Floor, "--json"]).Out)!.AsObject();

        string[] keys =
        [
            "trial_id", "outcome", "reason", "plan", "workload", "settings", "seed", "iterations", "overlap", "allocs", "frees", "increments",
            "decrements", "applied_increments", "applied_decrements", "collector_frees", "collector_decrements", "foreign_frees", "live_objects",
            "heap_bytes", "peak_heap_bytes", "side_table_bytes", "cyclic_garbage", "check", "collections", "verifier", "gil", "order_signature",
            "extra", "gates", "host",
        ];
        Assert.All(keys, key => Assert.True(row.ContainsKey(key), key));
    }

    [Theory]
    [InlineData(TrialOutcome.Passed, 0)]
    [InlineData(TrialOutcome.Failed, 1)]
    [InlineData(TrialOutcome.OutOfMemory, 4)]
    [InlineData(TrialOutcome.Interrupted, 130)]
    public void The_exit_code_is_that_of_the_outcome(TrialOutcome outcome, int exitCode)
    {
        CliHarness harness = new() { Trial = settings => new TrialReport { Outcome = outcome, Settings = settings } };

        Assert.Equal(exitCode, harness.Run(Floor).ExitCode);
    }

    [Fact]
    public void An_actor_that_fails_is_one_line_and_exit_code_4()
    {
        CliHarness harness = new()
        {
            Trial = settings => throw new ActorFailedException(
                "mutator-1", "RunQuantum", settings.Seed, new InvalidOperationException("count below zero")),
        };

        CliResult result = harness.Run(Floor);

        Assert.Equal($"error: actor 'mutator-1' failed while handling RunQuantum: count below zero (seed 1){Environment.NewLine}", result.Error);
        Assert.Equal(4, result.ExitCode);
    }

    [Fact]
    public void More_mutators_than_cores_is_a_warning()
    {
        CliResult result = new CliHarness { Cores = 2 }.Run([.. Floor, "--mutators", "3"]);

        Assert.StartsWith("warning: mutators: 3 mutators on 2 cores", result.Error, StringComparison.Ordinal);
        Assert.Equal(0, result.ExitCode);
    }

    [Fact]
    public void Where_timing_is_unsupported_a_trial_says_so_and_the_simulation_still_runs()
    {
        CliHarness harness = new() { IsTimingSupported = false };

        CliResult refused = harness.Run(Floor);

        Assert.Equal(3, refused.ExitCode);
        Assert.StartsWith("error: timing is supported on Linux x86-64 only", refused.Error, StringComparison.Ordinal);
        Assert.Equal(0, harness.Run([.. Floor, "--runtime", "simulation"]).ExitCode);
    }

    [Fact]
    public void The_table_is_plain_when_nobody_watches()
    {
        CliResult result = new CliHarness().Run(Floor);

        Assert.Matches(@"(?m)^outcome +passed$", result.Out);
        Assert.DoesNotContain('\u001b', result.Out);
    }

    [Fact]
    public void A_plan_file_is_accepted_from_any_working_directory()
    {
        string path = Path.Combine(GcActors.Tests.Settings.Repository.Root, "config", "plans", "gilectomy.yaml");

        JsonNode row = JsonNode.Parse(new CliHarness().Run("trial", "--plan", path, "--workload", "hot", "--json").Out)!;

        Assert.Equal("gilectomy", (string?)row["plan"]);
        Assert.Equal("atomic", (string?)row["settings"]!["counting.strategy"]);
    }

    [Fact]
    public void A_child_runs_flattened_settings_and_prints_the_same_row()
    {
        JsonObject parent = JsonNode.Parse(new CliHarness().Run([.. Floor, "--json"]).Out)!.AsObject();

        CliResult child = new CliHarness { Input = parent["settings"]!.ToJsonString() }.RunInvocation();

        Assert.Equal(0, child.ExitCode);
        Assert.Equal((string?)parent["trial_id"], (string?)JsonNode.Parse(child.Out)!["trial_id"]);
    }
}
