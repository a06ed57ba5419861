using GcActors.Cli;
using Xunit;

namespace GcActors.Tests.Cli;

public class LockingCostCommandTests
{
    private static readonly string[] s_small = ["--workload", "hot", "--set", "workload.steps=8192", "--dry-run"];

    [Fact]
    public void The_sweep_is_planned_from_a_recording()
    {
        CliResult result = Run(["locking-cost", .. s_small, "--strategies", "atomic,sticky", "--mutators", "1,2", "--dose"]);
        Assert.Equal((0, true), (result.ExitCode, result.Error.Contains("sticky is left out", StringComparison.Ordinal)));
        Assert.All(
            (string[])["plain,none,serial,M=2", "atomic,private,parallel,M=2", "atomic,real,parallel,M=1", "atomic,dosed,parallel,M=2,dose=8"],
            cell => Assert.Contains(cell, result.Out, StringComparison.Ordinal));
    }

    [Fact]
    public void What_counts_right_for_one_mutator_only_is_split_with_one()
    {
        CliResult result = Run(["locking-cost", .. s_small, "--strategies", "atomic,unsync", "--mutators", "1,2"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("unsync,private,serial,M=1", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("unsync,private,serial,M=2", result.Out, StringComparison.Ordinal);
        Assert.Equal(2, Run(["locking-cost", .. s_small, "--strategies", "unsync", "--mutators", "2"]).ExitCode);
    }

    [Fact]
    public void A_strategy_with_logs_is_split_in_two_halves_and_one_whose_logs_must_be_read_is_not()
    {
        CliResult result = Run(["locking-cost", .. s_small, "--strategies", "buffered,buffered/counted,deferred,coalescing", "--mutators", "1,2"]);
        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.All(
            (string[])["plain,plain,serial,M=1", "buffered,append,parallel,M=2", "buffered.counted,discard,serial,M=2", "deferred,discard,parallel,M=1", "coalescing,real,serial,M=2"],
            cell => Assert.Contains(cell, result.Out, StringComparison.Ordinal));
        Assert.DoesNotContain("coalescing,append", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Objects_that_change_hands_leave_fewer_twins()
    {
        CliResult result = Run(["locking-cost", "--workload", "hand-over", "--dry-run", "--strategies", "atomic", "--mutators", "2", "--set", "workload.objects=2000", "--set", "workload.work_ms=0"]);
        Assert.Equal(0, result.ExitCode);
        Assert.Contains("plain,counted,serial,M=2", result.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("private", result.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--set", "counting.twin=real", "what the cells differ in")]
    [InlineData("--strategies", "sticky", "none of them can be split")]
    [InlineData("--mutators", "two", "is no number of mutators")]
    public void What_cannot_be_is_refused_in_a_line(string option, string value, string because)
    {
        CliResult result = Run(["locking-cost", .. s_small, option, value]);
        Assert.Equal(2, result.ExitCode);
        Assert.Contains(because, result.Error, StringComparison.Ordinal);
    }

    /// <summary>With the catalog as it is: what is recorded is run.</summary>
    private static CliResult Run(string[] arguments)
    {
        using StringWriter output = new();
        using StringWriter error = new();
        int exitCode = CommandLine.Run(arguments, new CliContext { In = TextReader.Null, Out = output, Error = error, Cores = 2, IsTimingSupported = true });
        return new CliResult(exitCode, output.ToString(), error.ToString());
    }
}
