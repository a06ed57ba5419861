using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using Xunit;

namespace GcActors.Tests.Running;

public class StopQuantitiesTests
{
    [Fact]
    public void Stops_are_counted_and_their_times_have_quantiles_and_sums()
    {
        IReadOnlyDictionary<string, double> values = SampleOf([.. Enumerable.Range(1, 101)]);

        Assert.Equal(101, values["stops"]);
        Assert.Equal((51, 100, 101, 5151), (values["time_to_stop_p50_ns"], values["time_to_stop_p99_ns"], values["time_to_stop_max_ns"], values["time_to_stop_sum_ns"]));
        Assert.Equal((510, 1000, 1010, 51510), (values["pause_p50_ns"], values["pause_p99_ns"], values["pause_max_ns"], values["pause_sum_ns"]));
    }

    [Fact]
    public void Without_a_stop_there_are_their_number_and_their_sums()
    {
        IReadOnlyDictionary<string, double> values = SampleOf([]);

        Assert.Equal(0, values["stops"]);
        Assert.Equal(["pause_sum_ns", "stops", "time_to_stop_sum_ns"], values.Keys.Intersect(CellSample.StopQuantities).Order(StringComparer.Ordinal));
        Assert.Equal((0, 0), (values["pause_sum_ns"], values["time_to_stop_sum_ns"]));
    }

    [Fact]
    public void Every_quantity_is_known_to_the_language() => Assert.All(
        SampleOf([1]).Keys.Intersect(CellSample.StopQuantities).Append("stops"), name => Assert.True(CellSample.IsQuantity(name)));

    private static IReadOnlyDictionary<string, double> SampleOf(int[] ns) => new ResultRow(new JsonObject
    {
        ["collections"] = new JsonArray([.. ns.Reverse().Select(time => (JsonNode)new JsonObject { ["time_to_stop_ns"] = time, ["pause_ns"] = 10 * time })]),
    }).ToSample().PerInvocation;
}
