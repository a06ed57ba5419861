using GcActors.Core.Exploring;
using Xunit;

namespace GcActors.Tests.Cli;

public class BadInputTests
{
    [Theory]
    [InlineData("", "gcactors: a command is needed, one of: run, locking-cost, report, compare, check, export, submit, merge, status, plan-repetitions, minheap, trial, simulate, matrix, explore, measure, scenario, gclog, trace, list, doctor, schema")]
    [InlineData("tral", "gcactors: unknown command 'tral' (did you mean 'trial'?)")]
    [InlineData("measure colector", "gcactors measure: unknown command 'colector' (did you mean 'collector'?)")]
    [InlineData("trial --workload hot", "gcactors trial: Option '--plan' is required")]
    [InlineData("trial --plam floor --workload hot", "gcactors trial: unknown option '--plam' (did you mean '--plan'?)")]
    [InlineData("trial --plan flor --workload hot", "--plan: unknown plan 'flor' (did you mean 'floor'?)")]
    [InlineData("trial --plan ./nowhere.yaml --workload hot", "./nowhere.yaml: no such file")]
    [InlineData("trial --plan floor --workload hott", "--workload: unknown workload 'hott' (did you mean 'hot'?)")]
    [InlineData("trial --plan floor --workload hot --mutators 0",
        "--mutators: mutators: 0 is out of range; it must be a whole number from 1 to 100000")]
    [InlineData("trial --plan floor --workload hot --mutators two",
        "--mutators: mutators: 'two' is not a whole number from 1 to 100000")]
    [InlineData("trial --plan floor --workload hot --seed -1",
        "--seed: seed: -1 is out of range; it must be a whole number from 0 to 18446744073709551615")]
    [InlineData("trial --plan floor --workload hot --runtime thread", "--runtime: runtime: unknown value 'thread' (did you mean 'threads'?)")]
    [InlineData("trial --plan floor --workload hot --set hep.limit_bytes=5",
        "--set: unknown key 'hep.limit_bytes' (did you mean 'heap.limit_bytes'?)")]
    [InlineData("trial --plan floor --workload hot --set verify.poison=yes", "--set: verify.poison: 'yes' is not true or false")]
    [InlineData("trial --plan floor --workload hot --set counting.strategy=gill", "--set: unknown counter 'gill' (did you mean 'gil'?)")]
    [InlineData("trial --plan floor --workload hot --set workload.size=5",
        "--set: workload 'hot' has no parameters, so not 'size' either")]
    [InlineData("trial --plan floor --workload hot --set mutators", "--set: 'mutators' is not of the form dotted.key=value")]
    [InlineData("trial --plan floor --workload hot --mutators 1 --set mutators=2",
        "--set: 'mutators' is set twice; it was already set by --mutators")]
    [InlineData("simulate --plan floor --workload hot --seeds 9..1", "--seeds: '9..1' is empty; the first seed must not be above the last")]
    [InlineData("simulate --plan floor --workload hot --seeds x", "--seeds: 'x' is not a whole number from 0 to 18446744073709551615")]
    [InlineData("simulate --plan floor --workload hot --seeds 1..2 --set runtime=pool",
        "simulate: 'runtime' is set twice; it was already set by --set")]
    [InlineData("matrix --strategy atomics", "--strategy: unknown 'atomics' (did you mean 'atomic'?)")]
    [InlineData("matrix --workload pair --mutators 0", "--mutators: 0 is too few, at least 1 is needed")]
    [InlineData("explore atomc", "PROTOCOL: unknown 'atomc' (did you mean 'atomic'?)")]
    [InlineData("explore atomic --mutant S99 --exhaustive", "--mutant: unknown 'S99'; one of: S02, S04, S04-later, S06, S07, S41-release, S41-acquire")]
    [InlineData("explore atomic --memory power", "--memory: unknown 'power'; one of: sc, tso, arm")]
    [InlineData("explore atomic --exhaustive --seed 3", "--exhaustive: runs all schedules: it takes neither --schedules nor --seed")]
    [InlineData("list plan", "gcactors list: unknown word 'plan' (did you mean 'plans'?)")]
    [InlineData("schema plam", "gcactors schema: unknown kind 'plam' (did you mean 'plan'?)")]
    [InlineData("run --quick --full .", "gcactors run: --quick and --full exclude each other")]
    [InlineData("measure collector --nodes 0", "--nodes: 0 is out of range; it must be a whole number from 1 to 1000000000")]
    [InlineData("measure collector --order random", "--order: collection.order: unknown value 'random'; one of: cpython, place")]
    public void Bad_input_is_one_clear_line_and_exit_code_2(string arguments, string message)
    {
        CliResult result = new CliHarness { Trial = _ => throw new InvalidOperationException("nothing may run") }
            .Run(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        Assert.Equal($"error: {message}{Environment.NewLine}", result.Error);
        Assert.Equal(2, result.ExitCode);
        Assert.Equal("", result.Out);
    }

    [Fact]
    public void An_exploration_without_a_protocol_names_them_all() => Assert.Equal(
        $"error: PROTOCOL: needed, one of: {string.Join(", ", Exploration.Protocols.Select(p => p.Name))}{Environment.NewLine}",
        new CliHarness().Run("explore").Error);

    [Fact]
    public void An_unknown_experiment_is_named()
    {
        CliResult result = new CliHarness().Run("run", "99-nothing-like-it");

        Assert.StartsWith("error: gcactors run: no experiment '99-nothing-like-it'", result.Error, StringComparison.Ordinal);
        Assert.Equal(2, result.ExitCode);
    }

    [Theory]
    [InlineData("{\"mutators\": 0}", "stdin: mutators: 0 is out of range; it must be a whole number from 1 to 100000")]
    [InlineData("[]", "stdin: a JSON object of flattened settings is expected")]
    [InlineData("{\"a\": x}", "stdin:1:7: not well-formed JSON")]
    [InlineData("{\"heap\": {}}", "stdin: heap: a single value is expected")]
    public void A_child_that_is_given_nonsense_says_so_in_one_line(string input, string message)
    {
        CliResult result = new CliHarness { Input = input }.RunInvocation();

        Assert.Equal($"error: {message}{Environment.NewLine}", result.Error);
        Assert.Equal(2, result.ExitCode);
    }
}
