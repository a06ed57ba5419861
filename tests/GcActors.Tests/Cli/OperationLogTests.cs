using GcActors.Core.Protocol;
using GcActors.Runtime;
using GcActors.Tests.Protocol;
using GcActors.Tests.Telemetry;
using Xunit;

namespace GcActors.Tests.Cli;

public class OperationLogTests
{
    private static readonly string[] Lists = ["trial", "--plan", "floor", "--workload", "lists", "--set", "measure.warmup_iterations=0"];

    [Fact]
    public void Operations_are_rows_of_a_CSV_file()
    {
        using TemporaryFolder folder = new();
        string file = folder["operations.csv"];

        CliHarness harness = new()
        {
            ObservedTrial = (settings, observer) => Trial.Run(
                TrialRuns.Small("lists") with { Runtime = "threads", Telemetry = settings.Telemetry }, ActorSystems.Create("threads", 1), observer),
        };

        CliResult result = harness.Run([.. Lists, "--set", "telemetry.operations=1024", "--operations", file]);

        Assert.Equal(0, result.ExitCode);
        string[] lines = File.ReadAllLines(file);
        Assert.Equal("iteration,mutator,number,at_ns,operation,object", lines[0]);
        Assert.Equal(1025, lines.Length);
        Assert.All(lines[1..], line => Assert.Contains(line.Split(',')[4], OperationNotes.Kinds));
        Assert.Equal(1024 / 64, lines[1..].Count(line => line.Split(',')[3].Length > 0));
    }

    [Fact]
    public void Without_a_number_of_operations_there_is_one()
    {
        using TemporaryFolder folder = new();
        int kept = 0;
        CliHarness harness = new()
        {
            Trial = settings =>
            {
                kept = settings.Telemetry.Operations;
                return new TrialReport { Outcome = TrialOutcome.Passed, Settings = settings };
            },
        };

        CliResult result = harness.Run([.. Lists, "--operations", folder["operations.csv"]]);

        Assert.Equal((0, 65536), (result.ExitCode, kept));
    }

    [Fact]
    public void A_file_that_is_there_is_kept()
    {
        using TemporaryFolder folder = new();
        string file = folder["operations.csv"];
        File.WriteAllText(file, "precious");
        CliHarness harness = new() { Trial = _ => throw new InvalidOperationException("the trial began") };

        CliResult result = harness.Run([.. Lists, "--operations", file]);

        Assert.Equal(2, result.ExitCode);
        Assert.Contains($"{file}: exists", result.Error, StringComparison.Ordinal);
        Assert.Equal("precious", File.ReadAllText(file));
    }
}
