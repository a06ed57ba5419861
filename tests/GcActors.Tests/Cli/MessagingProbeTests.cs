using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using Xunit;

namespace GcActors.Tests.Cli;

public class MessagingProbeTests
{
    [Fact]
    public void Each_kind_runs_as_an_invocation_and_leaves_a_row_that_gates_can_judge()
    {
        foreach (string kind in MessagingCell.Kinds)
        {
            CliResult result = new CliHarness { Input = $$"""{"probe.messages":"{{kind}}","runtime":"simulation","plan":"floor"}""" }.RunInvocation();
            Assert.Equal((0, ""), (result.ExitCode, result.Error));
            var row = new ResultRow((JsonObject)JsonNode.Parse(result.Out)!);
            Assert.True(row.IsPassed);
            Assert.All(row.Iterations("wall_ns"), ns => Assert.True(ns > 0));
            Assert.True(row.Extra("units") > 0);
            Assert.NotNull(row.Host("host_collections"));
        }
    }

    [Fact]
    public void What_an_experiments_base_says_of_trials_is_no_part_of_it()
    {
        MessagingCell cell = MessagingCell.Of(new Dictionary<string, string> { ["probe.messages"] = "spawn", ["runtime"] = "pool", ["workload"] = "churn" });
        Assert.Equal(("spawn", "pool", 1UL), (cell.Kind, cell.Runtime, cell.Seed));
        Assert.Equal(["probe.messages", "runtime", "seed"], cell.Settings.Keys.Order());
    }

    [Theory]
    [InlineData("stroll", "threads", "'stroll' is none of stream, round-trip")]
    [InlineData("stream", "fibers", "unknown value 'fibers'")]
    public void What_is_unknown_is_refused_with_what_there_is(string kind, string runtime, string says)
    {
        var e = Assert.Throws<SettingsException>(() => MessagingCell.Of(new Dictionary<string, string> { ["probe.messages"] = kind, ["runtime"] = runtime }));
        Assert.Contains(says, e.Message, StringComparison.Ordinal);
    }
}
