using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public class ProcessTests
{
    [Fact]
    public void A_child_that_cannot_run_is_a_failed_row_with_the_reason()
    {
        var invocation = new Invocation
        {
            Kind = InvocationKind.Timed, Cell = "a", Block = 0, Round = 0, OrderIndex = 1, TrialId = "t", EnvironmentBytes = 100,
            Settings = new Dictionary<string, string>(), Limit = TimeSpan.FromMinutes(1),
        };
        JsonObject row = new ProcessTrialInvoker("/nowhere/gcactors.dll").Invoke(invocation, CancellationToken.None);
        Assert.Equal("failed", row["outcome"]!.GetValue<string>());
        Assert.Contains("exit code", row["reason"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_canary_names_three_prices_and_how_its_threads_overlapped()
    {
        var row = new ResultRow(Canary.Run());
        Assert.All(new[] { "plain_ns", "atomic_ns", "shared_ns" }, price => Assert.True(row.Extra(price) > 0));
        Assert.Equal(2, row.Mutators);
        if (OperatingSystem.IsLinux())
            Assert.InRange(row.Overlap!.Value, -0.5, 1);
    }

    [Fact]
    public void The_busy_neighbour_ends_with_its_input()
    {
        using var output = new StringWriter();
        BusyNeighbour.Run(new StringReader(""), output);
        Assert.Equal("busy", output.ToString().Trim());
    }
}
