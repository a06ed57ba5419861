using System.Text.Json.Nodes;
using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Cli;

public class SimulateCommandTests
{
    private static readonly string[] Simulate = ["simulate", "--plan", "floor", "--workload", "lists", "--mutators", "2"];

    [Fact]
    public void Every_seed_of_the_range_runs_small_simulated_and_verified()
    {
        List<TrialSettings> ran = [];
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                ran.Add(settings);
                return new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings, OrderSignature = settings.Seed * 16 };
            },
        };

        CliResult result = harness.Run([.. Simulate, "--seeds", "3..5", "--json"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Equal([3ul, 4, 5], ran.Select(s => s.Seed));
        Assert.All(ran, s => Assert.Equal(("simulation", "collections", false), (s.Runtime, s.Verify.Level, s.Verify.Poison)));
        Assert.All(ran, s => Assert.Equal("100", s.Parameters["length"]));
        JsonNode json = JsonNode.Parse(result.Out)!;
        Assert.Equal("0000000000000030", (string?)json["seeds"]![0]!["signature"]);
        Assert.Equal(3, (int)json["passed"]!);
    }

    [Fact]
    public void What_is_set_stands_over_the_profile()
    {
        TrialSettings? ran = null;
        CliHarness harness = new() { Trial = settings => new TrialReport { Outcome = TrialOutcome.Passed, Settings = ran = settings } };

        harness.Run([.. Simulate, "--seeds", "1", "--set", "verify.level=end", "--set", "workload.length=9"]);

        Assert.Equal("end", ran!.Verify.Level);
        Assert.Equal("9", ran.Parameters["length"]);
    }

    [Fact]
    public void A_violation_prints_the_line_that_repeats_the_run_and_the_next_seeds_still_run()
    {
        CliHarness harness = new()
        {
            Trial = settings => new TrialReport
            {
                Outcome = settings.Seed == 2 ? TrialOutcome.Failed : TrialOutcome.Passed,
                Settings = settings,
                Verifier = new VerifierReport(true, 1, settings.Seed == 2 ? ["object 7 has count 1, found 2 references"] : []),
            },
        };

        CliResult result = harness.Run([.. Simulate, "--seeds", "1..3", "--set", "verify.poison=true"]);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("object 7 has count 1, found 2 references", result.Out, StringComparison.Ordinal);
        Assert.Contains(
            "repeat: gcactors simulate --plan floor --workload lists --mutators 2 --set verify.poison=true --seeds 2..2",
            result.Out,
            StringComparison.Ordinal);
        Assert.Matches("(?m)^3 ", result.Out);
    }

    [Fact]
    public void An_actor_that_fails_weighs_more_than_a_violation()
    {
        CliHarness harness = new()
        {
            Trial = settings => settings.Seed == 1
                ? new TrialReport { Outcome = TrialOutcome.Failed, Settings = settings, Reason = "2 violations" }
                : throw new ActorFailedException("collector", "Stopped", settings.Seed, new InvalidOperationException("no such generation")),
        };

        CliResult result = harness.Run([.. Simulate, "--seeds", "1..2", "--json"]);

        Assert.Equal(4, result.ExitCode);
        Assert.Equal("actor-failed", (string?)JsonNode.Parse(result.Out)!["seeds"]![1]!["outcome"]);
    }

    [Fact]
    public void An_interrupted_simulation_ends_with_130() =>
        Assert.Equal(130, new CliHarness { Cancellation = new CancellationToken(true) }.Run([.. Simulate, "--seeds", "1..2"]).ExitCode);
}
