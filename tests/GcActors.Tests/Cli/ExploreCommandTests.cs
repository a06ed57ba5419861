using System.Text.Json.Nodes;
using Xunit;

namespace GcActors.Tests.Cli;

public class ExploreCommandTests
{
    [Fact]
    public void A_strategy_passes()
    {
        CliResult result = new CliHarness().Run("explore", "atomic", "--schedules", "5000", "--seed", "7");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith("atomic on tso: 5000 schedules, ", result.Out, StringComparison.Ordinal);
        Assert.Contains("; no violation", result.Out, StringComparison.Ordinal);
        Assert.Contains("Load 2: Add", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void A_mutant_fails_with_two_columns_and_the_line_that_repeats_it()
    {
        CliResult result = new CliHarness().Run("explore", "atomic", "--mutant", "S04", "--exhaustive");

        Assert.Equal(1, result.ExitCode);
        Assert.Equal(
            [
                "scene two-drops, 4 steps: o1 leaked: no reference is left, its count is 0",
                "    A                      B",
                " 1  Drop: o1.count = 2",
                " 2                         Drop: o1.count = 2",
                " 3  Drop: o1.count -1 = 1",
                " 4                         Drop: o1.count -1",
                "repeat: gcactors explore atomic --mutant S04 --memory tso --exhaustive",
            ],
            result.Out.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries)[3..]);
    }

    [Fact]
    public void The_line_of_a_random_failure_repeats_it()
    {
        JsonNode first = Failure("explore", "atomic", "--mutant", "S41-release", "--schedules", "1000", "--json");
        string[] repeat = first["repeat"]!.ToString().Split(' ')[1..];

        Assert.Equal(["explore", "atomic", "--mutant", "S41-release", "--memory", "arm", "--schedules", "1", "--seed"], repeat[..^1]);
        Assert.Equal(first.ToJsonString(), Failure([.. repeat, "--json"]).ToJsonString());
    }

    [Fact]
    public void Sites_that_were_not_reached_are_inconclusive()
    {
        CliResult result = new CliHarness().Run("explore", "atomic", "--schedules", "1", "--json");

        Assert.Equal(3, result.ExitCode);
        Assert.NotEmpty(JsonNode.Parse(result.Out)!["sites_missed"]!.AsArray());
    }

    [Fact]
    public void Protocols_and_mutants_are_listed()
    {
        CliResult text = new CliHarness().Run("explore", "--list");
        CliResult json = new CliHarness().Run("explore", "--list", "--json");

        Assert.Contains("S41-acquire", text.Out, StringComparison.Ordinal);
        Assert.Equal("unsync", (string?)JsonNode.Parse(json.Out)![0]!["name"]);
    }

    private static JsonNode Failure(params string[] arguments)
    {
        CliResult result = new CliHarness().Run(arguments);
        Assert.Equal(1, result.ExitCode);
        return JsonNode.Parse(result.Out)!["failure"]!;
    }
}
