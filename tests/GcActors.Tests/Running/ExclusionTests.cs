using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class ExclusionTests : IDisposable
{
    private const string Cell = "atomic,M=2,hot=0";

    private readonly RunFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Results_stand_with_and_without_what_was_excluded()
    {
        ExperimentResult result = _fixture.Run(new SyntheticMachine { Disturb = SlowAndFaulting });
        TableValue disturbed = ValueOf(result, Cell);
        Assert.True(disturbed.WithExcluded.Value > 1.1 * disturbed.Estimate.Value, $"{disturbed.WithExcluded.Value} over {disturbed.Estimate.Value}");
        Assert.Equal(disturbed.Estimate.BlockValues.Count, disturbed.WithExcluded.BlockValues.Count);
        TableValue quiet = ValueOf(result, "plain,M=2,hot=0");
        Assert.Same(quiet.Estimate, quiet.WithExcluded);
        string excluded = File.ReadAllText(Path.Combine(_fixture.Out, "excluded.csv"));
        Assert.Contains($",\"{Cell}\",1,0,G7: 3 major faults", excluded, StringComparison.Ordinal);
        string summary = File.ReadAllText(Path.Combine(_fixture.Out, "summary.csv"));
        Assert.Contains("reason,estimate_with_excluded,low_with_excluded,high_with_excluded,blocks_with_excluded", summary.Split('\n')[0], StringComparison.Ordinal);
    }

    [Fact]
    public void A_verdict_says_what_it_could_have_found_and_how_many_claims_it_had()
    {
        _fixture.Run(new SyntheticMachine());
        JsonNode verdict = JsonNode.Parse(File.ReadAllText(Path.Combine(_fixture.Out, "verdict.json")))!;
        Assert.InRange(verdict["minimum_detectable_factor"]!.GetValue<double>(), 1, 1.05);
        JsonNode comparison = verdict["predicates"]![0]!["comparisons"]![0]!;
        Assert.True(comparison["p_value_holm"]!.GetValue<double>() >= comparison["p_value"]!.GetValue<double>());
        Assert.True(verdict["steady_states"]!["TooFew"]!.GetValue<int>() > 0);
    }

    /// <summary>One invocation of block 1 takes twice its time while pages are read from the disk: gate G7 voids it, and it is repeated.</summary>
    private static JsonObject SlowAndFaulting(Invocation invocation, JsonObject row)
    {
        if (invocation is not { Cell: Cell, Block: 1, Round: 0, Kind: InvocationKind.Timed })
            return row;
        row["host"]!["major_faults"] = 3;
        foreach (JsonNode? iteration in row["iterations"]!.AsArray())
            iteration!["wall_ns"] = 2 * iteration["wall_ns"]!.GetValue<long>();
        return row;
    }

    private static TableValue ValueOf(ExperimentResult result, string cell) => result.Table.Rows.Single(row => row.Cell == cell).Values[0];
}
