using GcActors.Cli;
using GcActors.Core.Actors;
using Xunit;

namespace GcActors.Akka.Tests;

/// <summary>The runtime by its name.</summary>
public class CommandLineTests
{
    [Fact]
    public void The_command_line_knows_the_runtime_and_makes_it()
    {
        Assert.Contains("akka", RuntimeFactory.Names);
        Assert.Null(RuntimeFactory.WhyMissing("akka"));
        using IActorSystem system = RuntimeFactory.Create("akka", seed: 3);

        Assert.Equal(("akka", false, true), (system.RuntimeName, system.IsVirtualTime, system.HasPinnedThreads));
    }

    [Fact]
    public void A_trial_of_the_command_line_runs_on_it_and_prints_nothing_but_its_row()
    {
        using StringWriter output = new();
        using StringWriter error = new();
        using StringReader input = new("");
        var context = new CliContext { In = input, Out = output, Error = error };

        int exitCode = CommandLine.Run(["trial", "--plan", "floor", "--workload", "churn", "--runtime", "akka", "--set", "measure.warmup_iterations=0", "--json"], context);

        Assert.True(exitCode is ExitCodes.Passed or ExitCodes.Inconclusive, error.ToString());
        Assert.StartsWith("{", output.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"runtime\":\"akka\"", output.ToString(), StringComparison.Ordinal);
    }
}
