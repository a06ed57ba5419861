using System.Text.Json.Nodes;
using GcActors.Experiments.Conformance;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Scenarios;

/// <summary>Our small-object allocator and the facts that real interpreters told about theirs.</summary>
public class AllocatorConformanceTests
{
    [Theory]
    [InlineData("3.9")]
    [InlineData("3.12")]
    [InlineData("3.13")]
    public void The_allocator_has_every_measured_fact(string version)
    {
        ConformanceCell cell = new AllocatorConformance([]).Compare(OracleFiles.Folder, version, CancellationToken.None);

        Assert.Equal((ConformanceOutcome.Equal, ""), (cell.Outcome, cell.Note));
    }

    [Fact]
    public void A_wrong_fact_is_named()
    {
        using TemporaryFolder folder = new();
        string facts = File.ReadAllText(Path.Combine(OracleFiles.Folder, "allocator", "allocator-facts.3.9.json"));
        Directory.CreateDirectory(Path.Combine(folder.Path, "allocator"));
        string wrong = facts.Replace("\"blocks_per_pool\": 253", "\"blocks_per_pool\": 254", StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "allocator", "allocator-facts.3.9.json"), wrong);

        Assert.True(AllocatorConformance.HasFacts(folder.Path));
        ConformanceCell cell = new AllocatorConformance([]).Compare(folder.Path, "3.9", CancellationToken.None);
        Assert.Equal(
            (ConformanceOutcome.Different, "size_classes.16.blocks_per_pool is 253, expected 254"), (cell.Outcome, cell.Note));
        Assert.Equal(
            ConformanceOutcome.NothingToCompare, new AllocatorConformance([]).Compare(folder.Path, "3.12", CancellationToken.None).Outcome);
    }

    [Theory]
    [InlineData(64, 32, true)]
    [InlineData(63, 64, true)]
    [InlineData(62, 32, false)]
    [InlineData(65, 32, false)]
    [InlineData(64, 48, false)]
    public void In_the_class_of_the_scripts_own_numbers_half_a_pool_is_seen(int blocks, int size, bool equal)
    {
        JsonNode ours = JsonNode.Parse("""{"size_classes": {"32": {"blocks_per_pool": 126, "block_size": 32}}}""")!;
        JsonNode seen = JsonNode.Parse($$$"""{"size_classes": {"32": {"blocks_per_pool": {{{blocks}}}, "block_size": {{{size}}} } } }""")!;

        Assert.Equal(equal, JsonNode.DeepEquals(ours, AllocatorConformance.WithoutOwnNumbers(seen, ours)));
    }

    [Fact]
    public void A_fact_that_only_one_side_has_is_a_difference()
    {
        JsonNode one = JsonNode.Parse("""{"a": 1}""")!;
        JsonNode both = JsonNode.Parse("""{"a": 1, "b": {"c": 2}}""")!;

        Assert.Equal("b is {\"c\":2}, expected absent", AllocatorConformance.FirstDifference(one, both, ""));
        Assert.Equal("b is absent, expected {\"c\":2}", AllocatorConformance.FirstDifference(both, one, ""));
        Assert.Null(AllocatorConformance.FirstDifference(both, both.DeepClone(), ""));
    }
}
