using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Matrix;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Cli;

/// <summary>Every valid combination of workload, counting strategy, collector and allocator leaves a heap that the verifier finds right.</summary>
public class MatrixTests
{
    private static readonly Dictionary<string, Combination> s_valid =
        Combinations.All(mutators: 2).Where(c => c.Refusal is null).ToDictionary(c => c.Name);

    public static TheoryData<string> Valid => [.. s_valid.Keys];

    [Theory]
    [MemberData(nameof(Valid))]
    public void A_valid_combination_passes(string name)
    {
        TrialReport report = TrialRuns.Run(s_valid[name].Settings, SimulationNetTests.SeedBase);

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.True(report.Verifier.Runs > 0);
    }

    [Fact]
    public void What_shares_more_is_a_variant_of_its_own() => Assert.Equal(
        [("", "None"), ("share_kept=1", "Counted")],
        Combinations.All(mutators: 2).Where(c => c.Workload == "binary-trees").Select(c => (c.Variant, c.Shares)).Distinct());

    [Fact]
    public void A_refused_combination_says_why() => Assert.All(
        Combinations.All(mutators: 2).Where(c => c is { Workload: "random-graph", Strategy: "unsync" }),
        c => Assert.Contains("safe are", c.Refusal, StringComparison.Ordinal));

    [Fact]
    public void Cells_that_fail_are_named_with_the_line_that_repeats_them()
    {
        CliHarness harness = new()
        {
            Trial = settings => new TrialReport
            {
                Outcome = Fails(settings) ? TrialOutcome.Failed : TrialOutcome.Passed,
                Settings = settings,
                Verifier = new VerifierReport(true, 1, Fails(settings) ? ["cell 7 has count 1"] : []),
            },
        };

        CliResult result = harness.Run("matrix", "--workload", "pair", "--strategy", "gil", "--strategy", "atomic", "--seeds", "1..3");

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("pair × gil × generational × leased: passed, 3 schedules", result.Out, StringComparison.Ordinal);
        Assert.Contains("pair × atomic × generational × leased: failed, seed 2", result.Out, StringComparison.Ordinal);
        Assert.Contains("repeat: gcactors matrix --workload pair --strategy atomic --runtime simulation --seeds 2..2", result.Out, StringComparison.Ordinal);

        static bool Fails(TrialSettings settings) => settings is { Seed: 2, Counting.Strategy: "atomic", Collection.Collector: "generational" };
    }

    [Fact]
    public void As_json_each_cell_is_a_line()
    {
        CliResult result = new CliHarness().Run("matrix", "--workload", "pair", "--strategy", "unsync", "--json");

        JsonNode[] cells = [.. result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
        Assert.Equal(["never", "never", "generational", "generational", "backup-trace", "backup-trace"], cells.Select(c => (string?)c["collector"]));
        Assert.All(cells, c => Assert.Equal(("passed", 1), ((string?)c["outcome"], (int)c["schedules"]!)));
    }
}
