using System.Text.Json.Nodes;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Cli;

public class ListCommandTests
{
    [Theory]
    [InlineData("plans", "cpython-3.9")]
    [InlineData("counters", "atomic")]
    [InlineData("collectors", "generational")]
    [InlineData("allocators", "leased")]
    [InlineData("workloads", "lists")]
    [InlineData("settings", "heap.limit_bytes")]
    [InlineData("metrics", "cpython.gc.collections")]
    [InlineData("spans", "collection")]
    public void A_listing_has_one_line_an_item_and_the_same_as_JSON(string what, string name)
    {
        CliHarness harness = new();

        CliResult text = harness.Run("list", what);
        CliResult json = harness.Run("list", what, "--json");

        JsonArray items = JsonNode.Parse(json.Out)!.AsArray();
        Assert.Equal(0, text.ExitCode);
        Assert.Contains(text.Out.Split('\n'), line => line.StartsWith(name + " ", StringComparison.Ordinal));
        Assert.Equal(items.Count + 1, text.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains(items, item => (string?)(item!["name"] ?? item["key"]) == name);
    }

    [Fact]
    public void The_schema_that_is_printed_is_the_generated_one() => Assert.Equal(PlanSchema.Generate(), new CliHarness().Run("schema").Out);

    [Fact]
    public void The_doctor_reports_the_host_as_JSON()
    {
        CliResult result = new CliHarness().Run("doctor", "--json");

        JsonNode report = JsonNode.Parse(result.Out)!;
        Assert.Equal(0, result.ExitCode);
        Assert.True((int)report["host"]!["cpu"]!["usable_cores"]! >= 1);
        Assert.NotNull(report["advice"]);
    }
}
