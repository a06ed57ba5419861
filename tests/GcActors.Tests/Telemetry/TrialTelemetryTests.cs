using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Telemetry;
using GcActors.Tests.Cli;
using Xunit;

namespace GcActors.Tests.Telemetry;

/// <summary><c>gcactors trial --telemetry</c>: the session around the run.</summary>
[Collection(TelemetryCollection.Name)]
public class TrialTelemetryTests
{
    private static readonly string[] Floor = ["trial", "--plan", "floor", "--workload", "lists"];

    [Fact]
    public void The_run_is_listened_to_and_nothing_else()
    {
        using TemporaryFolder folder = new();
        bool hasListeners = false;
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                hasListeners = Sources.Core.HasListeners();
                Made.Span("trial", null, 0, 1000, "trial");
                return new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings };
            },
        };

        CliResult result = harness.Run([.. Floor, "--json", "--telemetry", "console", "--telemetry", $"file:{folder.Path}"]);

        Assert.True(hasListeners);
        Assert.False(Sources.Core.HasListeners());
        Assert.Equal(0, result.ExitCode);
        Assert.Single(result.Out.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Matches(@"gcactors 0\.1\.0 · trial [0-9a-f]{16}", result.Error);
        Assert.Contains("1.00 ms  trial  trial", result.Error, StringComparison.Ordinal);
        Assert.Single(JsonFile.Spans(folder["traces.jsonl"]));
    }

    [Theory]
    [InlineData(TrialOutcome.Passed, 0)]
    [InlineData(TrialOutcome.Failed, 1)]
    [InlineData(TrialOutcome.OutOfMemory, 4)]
    public void Trouble_changes_neither_outcome_nor_exit_code_and_is_one_line_behind_the_run(TrialOutcome outcome, int exitCode)
    {
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                Made.Burst(10);
                return new TrialReport { Outcome = outcome, Settings = settings };
            },
        };

        using TemporaryFolder folder = new();
        Directory.CreateDirectory(folder["traces.jsonl"]);
        Directory.CreateDirectory(folder["metrics.jsonl"]);
        CliResult quiet = harness.Run([.. Floor, "--json", "--telemetry", "discard"]);
        CliResult troubled = harness.Run([.. Floor, "--json", "--telemetry", "otlp:http://127.0.0.1:9", "--telemetry", $"file:{folder.Path}"]);

        Assert.Equal(exitCode, troubled.ExitCode);
        Assert.Equal(quiet.Out, troubled.Out);
        string[] lines = troubled.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.Contains("10 of 10 spans and ", line, StringComparison.Ordinal));
    }

    [Fact]
    public void A_trial_that_breaks_off_still_leaves_what_was_recorded()
    {
        using TemporaryFolder folder = new();
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                Made.Span("trial", null, 0, 1);
                throw new ActorFailedException("mutator-1", "RunQuantum", settings.Seed, new InvalidOperationException("count below zero"));
            },
        };

        CliResult result = harness.Run([.. Floor, "--telemetry", $"file:{folder.Path}"]);

        Assert.Equal(4, result.ExitCode);
        Assert.Single(JsonFile.Spans(folder["traces.jsonl"]));
        Assert.False(Sources.Core.HasListeners());
    }

    [Fact]
    public void A_wrong_target_is_refused_before_the_trial()
    {
        CliHarness harness = new() { Trial = _ => throw new InvalidOperationException("it ran") };

        CliResult result = harness.Run([.. Floor, "--telemetry", "consol"]);

        Assert.Equal(2, result.ExitCode);
        Assert.Equal($"error: --telemetry: unknown target 'consol' (did you mean 'console'?){Environment.NewLine}", result.Error);
    }

    [Fact]
    public void A_setting_adds_to_the_option_and_the_row_says_that_it_was_traced()
    {
        using TemporaryFolder folder = new();
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                Made.Burst(10);
                return new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings };
            },
        };

        CliResult traced = harness.Run([.. Floor, "--json", "--telemetry", "discard", "--set", $"telemetry.target=file:{folder.Path}"]);
        CliResult untraced = harness.Run([.. Floor, "--json"]);

        Assert.Equal("", traced.Error);
        Assert.Equal(10, JsonFile.Spans(folder["traces.jsonl"]).Count());
        Assert.Contains("\"traced\":true", traced.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("traced", untraced.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trial", "flie", "unknown target 'flie' (did you mean 'file'?)")]
    [InlineData("trial", "none:x", "'none' takes nothing behind a colon")]
    [InlineData("simulate", "file", "many seeds leave no traces")]
    public void A_wrong_setting_is_refused_by_its_key(string command, string target, string problem)
    {
        CliHarness harness = new() { Trial = _ => throw new InvalidOperationException("it ran") };

        CliResult result = harness.Run(
            [command, "--plan", "floor", "--workload", "lists", "--set", $"telemetry.target={target}", .. command == "simulate" ? (string[])["--seeds", "1..2"] : []]);

        Assert.Equal(2, result.ExitCode);
        Assert.StartsWith($"error: telemetry.target: {problem}", result.Error, StringComparison.Ordinal);
    }
}
