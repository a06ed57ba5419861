using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What the server reports beside its totals, and check values that follow the order of steps.</summary>
public class ServerTests
{
    [Theory]
    [InlineData("0", "latency_simple_p50_ns latency_metered_run_p99_ns", "latency_open")]
    [InlineData("1000000", "latency_open_p50_ns latency_open_p99_ns", "latency_simple")]
    public void A_server_reports_latencies_of_its_loop(string rate, string some, string none)
    {
        TrialReport report = TrialRuns.Run(Server(rate) with { Runtime = "threads" });
        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal("215 cyclic, 96 kept", report.Check);
        Assert.All(some.Split(' '), name => Assert.True(report.Extra[name] > 0));
        Assert.DoesNotContain(report.Extra.Keys, name => name.StartsWith(none, StringComparison.Ordinal));
        Assert.Equal(0, report.Host.QuantaAllocatedBytes);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("5000")]
    public void In_virtual_time_a_clock_decides_and_reports_nothing(string rate)
    {
        TrialReport first = TrialRuns.Run(Server(rate));
        TrialReport again = TrialRuns.Run(Server(rate));
        Assert.DoesNotContain(first.Extra.Keys, name => name.StartsWith("latency", StringComparison.Ordinal));
        Assert.Equal(first.OrderSignature, again.OrderSignature);
        Assert.Equal(first.Extra, again.Extra);
    }

    [Theory]
    [InlineData("random-graph")]
    [InlineData("lru")]
    public void A_check_value_that_depends_on_the_order_may_change_between_iterations(string workload)
    {
        TrialSettings settings = TrialRuns.Small(workload, "gil", "shared", mutators: 2);
        TrialReport report = TrialRuns.Run(settings with { Measure = settings.Measure with { Iterations = 5 } });
        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
    }

    private static TrialSettings Server(string rate)
    {
        TrialSettings small = TrialRuns.Small("server", "atomic", "leased", mutators: 2);
        return small with { Parameters = new Dictionary<string, string>(small.Parameters) { ["rate"] = rate } };
    }
}
