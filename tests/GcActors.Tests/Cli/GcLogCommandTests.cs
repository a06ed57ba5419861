using System.Text.Json.Nodes;
using GcActors.Core.Protocol;
using GcActors.Tests.GcLogs;
using Xunit;

namespace GcActors.Tests.Cli;

public class GcLogCommandTests
{
    private static readonly string[] Floor = ["trial", "--plan", "floor", "--workload", "lists"];

    [Fact]
    public void Statistics_are_a_table_and_the_same_as_JSON_one_object_a_log()
    {
        string serial = CapturedLogs.PathOf("jvm-17-serial.log");
        string cpython = CapturedLogs.PathOf("cpython-3.12.1.stderr");

        CliResult text = new CliHarness().Run("gclog", "stats", serial, cpython);
        CliResult json = new CliHarness().Run("gclog", "stats", serial, cpython, "--json");

        JsonArray logs = JsonNode.Parse(json.Out)!["logs"]!.AsArray();
        Assert.Equal((0, 0), (text.ExitCode, json.ExitCode));
        Assert.Equal([serial, cpython], logs.Select(log => (string?)log!["file"]));
        Assert.Contains("throughput  -", text.Out, StringComparison.Ordinal);
        Assert.Contains("throughput: CPython's lines have no time stamps", text.Out, StringComparison.Ordinal);
        Assert.Contains("quantiles: linear interpolation", text.Out, StringComparison.Ordinal);
        string[] keys =
        [
            "file", "dialect", "trials", "virtual_time", "scope", "time_ns", "throughput_percent", "collections", "quantiles", "pauses", "peak_heap_bytes",
            "peak_mapped_bytes", "last_heap_bytes_after_full", "most_heap_bytes_after_full", "kinds", "causes", "phases", "last_to_stop", "trial_phases",
            "missing", "lines", "other_lines", "torn", "unfinished",
        ];
        Assert.All(logs, log => Assert.Equal(keys, log!.AsObject().Select(pair => pair.Key)));
        Assert.Equal(["count", "total_ns", "p50_ns", "p90_ns", "p99_ns", "p99.9_ns", "max_ns"], logs[0]!["pauses"]!.AsObject().Select(pair => pair.Key));
    }

    [Fact]
    public void What_is_no_log_is_one_line_and_bad_input()
    {
        CliResult result = new CliHarness().Run("gclog", "stats", CapturedLogs.PathOf("README.md"));

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: {CapturedLogs.PathOf("README.md")}: no log of collections", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/", "it is a folder")]
    [InlineData("/nowhere/gc.log", "cannot be written")]
    [InlineData("cpyton:gc.log", "did you mean 'cpython'?")]
    public void A_log_that_cannot_be_written_is_refused_before_the_trial(string target, string problem)
    {
        CliHarness harness = new() { Trial = _ => throw new InvalidOperationException("the trial began") };

        CliResult result = harness.Run([.. Floor, "--gc-log", target]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(problem, result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_logs_do_not_go_to_one_place() =>
        Assert.Contains("two logs go to '-'", new CliHarness().Run([.. Floor, "--gc-log", "-", "--gc-log", "cpython:-"]).Error, StringComparison.Ordinal);

    [Fact]
    public void A_full_disk_is_found_before_the_trial_begins()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        CliHarness harness = new() { Trial = _ => throw new InvalidOperationException("the trial began") };

        CliResult result = harness.Run([.. Floor, "--gc-log", "/dev/full"]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith("error: /dev/full: cannot be written: No space left", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Stderr_gets_the_lines_of_the_trials_phases()
    {
        CliHarness harness = new()
        {
            ObservedTrial = (settings, observer) =>
            {
                observer!.PhaseEnded(MadeUpStops.Measured, [MadeUpStops.Collection(0)]);
                return new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings };
            },
        };

        CliResult result = harness.Run([.. Floor, "--gc-log", "cpython:-"]);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("gc: done, 12 unreachable, 0 uncollectable, 0.0001s elapsed\n# phase measured", result.Error, StringComparison.Ordinal);
    }
}
