using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

public sealed class AdaptiveStopTests : IDisposable
{
    private readonly RunFixture _fixture = new();
    private readonly TemporaryFolder _folder = new();

    public void Dispose()
    {
        _fixture.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void A_quiet_machine_stops_at_the_fewest_blocks_with_its_claims_settled()
    {
        var machine = new SyntheticMachine();
        ExperimentResult result = Run(machine);
        Assert.Equal(5, machine.Invoked.Max(i => i.Block) + 1);
        Assert.Equal(Truth.True, result.Overall);
        Assert.Contains("5 blocks", result.Table.Title, StringComparison.Ordinal);
    }

    [Fact]
    public void A_noisy_one_goes_on()
    {
        var machine = new SyntheticMachine { Disturb = Noisy };
        Run(machine);
        Assert.InRange(machine.Invoked.Max(i => i.Block) + 1, 6, 12);
    }

    [Fact]
    public void Only_cells_of_a_wide_interval_go_on()
    {
        var machine = new SyntheticMachine { Disturb = Noisy };
        ExperimentResult result = Run(machine);
        int most = machine.Invoked.Max(i => i.Block) + 1;
        Assert.All(
            machine.Invoked.Where(i => i is { Kind: InvocationKind.Timed, Round: 0 }).CountBy(i => i.Cell),
            runs => Assert.Equal(runs.Key is "atomic,M=2,hot=0" or "plain,M=2,hot=0" ? most : 5, runs.Value));
        Assert.Contains($"5 to {most} blocks", result.Table.Title, StringComparison.Ordinal);
        Assert.DoesNotContain(result.Verdicts, verdict => verdict.Reason.Contains("lack", StringComparison.Ordinal));
        var stored = StoredRun.Open(_fixture.Out);
        Assert.All(stored.Missing(stored.Rows()), part => Assert.Empty(part.Keys));
    }

    [Fact]
    public void A_run_that_was_broken_off_anywhere_does_the_same()
    {
        var whole = new SyntheticMachine { Disturb = Noisy };
        Run(whole);
        string[] planned = [.. whole.Invoked.Select(i => i.Key)];
        for (int after = 40; after < planned.Length; after += 17)
        {
            string path = _folder.New($"broken-{after}");
            using var cancellation = new CancellationTokenSource();
            SyntheticMachine first = StoppingAfter(after, cancellation);
            Run(first, path: path, cancellation: cancellation.Token);
            var second = new SyntheticMachine { Disturb = Noisy };
            Run(second, resume: true, path: path);
            Assert.Equal(after, first.Invoked.Count);
            Assert.Equal(planned, first.Invoked.Concat(second.Invoked).Select(i => i.Key));
        }
    }

    [Fact]
    public void A_resumed_run_and_the_folder_alone_come_to_the_same_number()
    {
        ExperimentResult first = Run(new SyntheticMachine());
        var second = new SyntheticMachine();
        ExperimentResult resumed = Run(second, resume: true);
        Assert.Empty(second.Invoked);
        Assert.Equal(first.Table.Title, resumed.Table.Title);
        var stored = StoredRun.Open(_fixture.Out);
        Assert.Equal("5 blocks", stored.Analyse(stored.Rows()).Experiment.BlocksText);
        Assert.All(stored.Missing(stored.Rows()), part => Assert.Empty(part.Keys));
    }

    [Theory]
    [InlineData("2%", "2", "a percentage above 0 (2%) is expected instead of '2'")]
    [InlineData("least_blocks: 5", "least_blocks: 2", "a whole number of at least 5 is expected instead of '2'")]
    [InlineData("ratio(T[atomic, 2, 0]", "ratio(T[atomik, 2, 0]", "until: 'ratio(T[atomik, 2, 0], T[plain, 2, 0])'")]
    public void A_rule_that_cannot_be_is_refused(string right, string wrong, string message) =>
        Assert.Contains(message, Assert.Throws<ExperimentFileException>(() => Run(new SyntheticMachine(), replace: (right, wrong))).Message, StringComparison.Ordinal);

    private static JsonObject Noisy(Invocation invocation, JsonObject row)
    {
        if (invocation.Kind == InvocationKind.Timed)
        {
            double factor = 1 + (0.05 * (((invocation.Block * 7) + invocation.OrderIndex) % 5));
            foreach (JsonNode? iteration in row["iterations"]!.AsArray())
                iteration!["wall_ns"] = (long)(factor * iteration["wall_ns"]!.GetValue<long>());
        }

        return row;
    }

    private static SyntheticMachine StoppingAfter(int invocations, CancellationTokenSource cancellation) => new()
    {
        Disturb = (invocation, row) =>
        {
            if (--invocations == 0)
                cancellation.Cancel();
            return Noisy(invocation, row);
        },
    };

    private ExperimentResult Run(
        SyntheticMachine machine, bool resume = false, (string Right, string Wrong)? replace = null, string? path = null, CancellationToken cancellation = default)
    {
        const string rule = "blocks: 12\n    until: { least_blocks: 5, half_widths: { \"ratio(T[atomic, 2, 0], T[plain, 2, 0])\": 2% } }";
        string text = File.ReadAllText(Path.Combine(RunFixture.ExperimentsFolder, "01-the-cost-of-thread-safe-counting", "experiment.yaml"));
        text = text.Replace("blocks: 5", rule, StringComparison.Ordinal);
        if (replace is { } change)
            text = text.Replace(change.Right, change.Wrong, StringComparison.Ordinal);
        ExperimentRunOptions options = _fixture.Options(machine) with { ExperimentPath = _folder.File("experiment.yaml", text), Resume = resume };
        return ExperimentRunner.Run(options with { Out = path ?? options.Out }, cancellation);
    }
}
