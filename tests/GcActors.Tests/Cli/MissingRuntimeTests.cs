#if !AKKA
using GcActors.Cli;
using Xunit;

namespace GcActors.Tests.Cli;

/// <summary>A runtime that settings can name and this build does not have. A build that has it is tested in GcActors.Akka.Tests.</summary>
public class MissingRuntimeTests
{
    [Theory]
    [InlineData("trial", "--plan", "floor", "--workload", "lists", "--runtime", "akka")]
    [InlineData("trial", "--plan", "floor", "--workload", "lists", "--set", "runtime=akka")]
    [InlineData("trial", "--plan", "floor", "--workload", "lists", "--runtime", "akka", "--json")]
    public void It_is_refused_in_one_line_that_says_how_to_have_it(params string[] arguments)
    {
        CliResult result = new CliHarness { Trial = _ => throw new InvalidOperationException("no trial should run") }.Run(arguments);

        Assert.Equal((ExitCodes.BadInput, ""), (result.ExitCode, result.Out));
        Assert.Single(result.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.StartsWith("error: runtime: ", result.Error, StringComparison.Ordinal);
        Assert.Contains("-p:EnableAkka=true", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void An_experiments_process_refuses_it_too()
    {
        CliResult result = new CliHarness { Input = """{"probe.messages":"stream","runtime":"akka"}""" }.RunInvocation();

        Assert.Equal((ExitCodes.BadInput, ""), (result.ExitCode, result.Out));
        Assert.Contains("-p:EnableAkka=true", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_misspelt_one_is_answered_with_the_names()
    {
        CliResult result = new CliHarness().Run("trial", "--plan", "floor", "--workload", "lists", "--runtime", "aka");

        Assert.Equal(ExitCodes.BadInput, result.ExitCode);
        Assert.Contains("'aka'", result.Error, StringComparison.Ordinal);
        Assert.Contains("akka", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void It_is_not_among_those_that_there_are() => Assert.DoesNotContain(AkkaRuntime.Name, RuntimeFactory.Names);
}
#endif
