using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>What predicates see of a row beside its times.</summary>
public class BacklogQuantitiesTests
{
    [Fact]
    public void A_backlog_that_grows_has_its_trend_and_its_most()
    {
        IReadOnlyDictionary<string, double> seen = Seen(Samples((1_000_000, 100), (2_000_000, 300), (3_000_000, 500), (4_000_000, 90)));
        Assert.Equal(500, seen["backlog_bytes_max"]);
        Assert.InRange(seen["backlog_bytes_per_s"], 1, 200_000);
    }

    [Fact]
    public void Two_looks_are_no_trend() => Assert.DoesNotContain("backlog_bytes_per_s", Seen(Samples((1, 1), (2, 2))).Keys);

    [Fact]
    public void The_order_of_messages_is_a_number_that_keeps_its_lower_52_bits()
    {
        Assert.Equal(0x12345, Seen(new JsonObject { ["order_signature"] = "fff0000000012345" })["order_bits"]);
        Assert.Equal(0xfffffffffffffL, Seen(new JsonObject { ["order_signature"] = "ffffffffffffffff" })["order_bits"]);
    }

    [Fact]
    public void The_whole_processs_CPU_time_is_a_quantity()
    {
        Assert.Equal(7, Seen(new JsonObject { ["host"] = new JsonObject { ["process_cpu_ns"] = 7 } })["process_cpu_ns"]);
        Assert.All(CellSample.HostQuantities.Concat(CellSample.BacklogQuantities), name => Assert.True(CellSample.IsQuantity(name)));
    }

    private static IReadOnlyDictionary<string, double> Seen(JsonObject row) => new ResultRow(row).ToSample().PerInvocation;

    private static JsonObject Samples(params (long AtNs, long LogBytes)[] samples) => new()
    {
        ["samples"] = new JsonArray([.. samples.Select(s => (JsonNode)new JsonObject { ["at_ns"] = s.AtNs, ["log_bytes"] = s.LogBytes })]),
    };
}
