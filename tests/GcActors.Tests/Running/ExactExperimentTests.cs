using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;
using Xunit;

namespace GcActors.Tests.Running;

/// <summary>Experiments that count: each cell once, no canaries, gates or intervals, and verdicts that are never unknown.</summary>
public sealed class ExactExperimentTests : IDisposable
{
    private const string Text = """
        id: test
        kind: exact
        revision: 1
        title: A test
        question: Does it count?
        seed: 1
        base: { workload: hot, counting.strategy: atomic }
        matrix:
          M: { setting: mutators, values: [1, 2] }
          hot: { setting: workload.hot_percent, values: [0, 25, 100] }
        exclude: [{ M: 2, hot: [0, 25] }]
        profiles: { quick: {} }
        metrics:
          made: { unit: objects, formula: allocs, says: objects made }
          fewer: { unit: objects, formula: "min(allocs, 15) + ceil(0.2)", says: "fewer, and one" }
        predicates:
          P1: { text: "made[1, 0] = 13 and made[2, 100] = 23", says: counts }
          P2: { text: "made[1, 0] = made[1, 25]", says: the same }
          P3: { text: "mean(made[1], hot) = 13 and fewer[1, 0] = 14 and fewer[2, 100] = 16", says: functions }
          P4: { text: "made[1, 0] = 14", says: a false claim }
        verdict: "It makes {made[1, 0]}."
        figures:
          curve: { kind: lines, title: A curve, x: hot, y: made, x_title: hot, y_title: objects, series_by: M, slopes: [1] }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Every_cell_runs_once_and_nothing_else_does()
    {
        SyntheticMachine machine = new();

        ExperimentResult result = Run(machine);

        Assert.Equal(["1,hot=0", "1,hot=25", "1,hot=100", "2,hot=100"], machine.Invoked.Select(i => i.Cell));
        Assert.All(machine.Invoked, i => Assert.Equal((InvocationKind.Timed, 0), (i.Kind, i.EnvironmentBytes)));
        Assert.Equal([Truth.True, Truth.True, Truth.True, Truth.False], result.Verdicts.Select(v => v.Truth));
        Assert.Equal(Truth.False, result.Overall);
        Assert.Equal("It makes 13.", result.VerdictSentence);
        Assert.Contains("13,", File.ReadAllText(Path.Combine(result.Folder, "figures", "curve.csv")), StringComparison.Ordinal);
        Assert.EndsWith("</svg>\n", File.ReadAllText(Path.Combine(result.Folder, "figures", "curve.svg")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_busy_machine_does_not_matter() => Assert.Equal(Truth.True, Run(new SyntheticMachine { IsBusy = true }).Verdicts[0].Truth);

    [Fact]
    public void What_failed_is_not_tried_again_and_its_claims_are_unknown()
    {
        int asked = 0;
        ExperimentResult result = Run(new SyntheticMachine
        {
            Disturb = (invocation, row) =>
            {
                asked++;
                row["outcome"] = invocation.Settings["workload.hot_percent"] == "25" ? "failed" : "passed";
                return row;
            },
        });

        Assert.Equal(4, asked);
        Assert.Equal([Truth.True, Truth.Unknown, Truth.Unknown, Truth.False], result.Verdicts.Select(v => v.Truth));
    }

    [Fact]
    public void A_resumed_run_asks_only_for_what_is_missing()
    {
        using CancellationTokenSource stop = new();
        SyntheticMachine first = new() { Disturb = (i, row) => i.OrderIndex == 1 ? Cancel(stop, row) : row };
        Assert.True(Run(first, cancellation: stop.Token).IsInterrupted);

        SyntheticMachine second = new();
        ExperimentResult result = Run(second, resume: true);

        Assert.Equal((2, 2), (first.Invoked.Count, second.Invoked.Count));
        Assert.Equal(Truth.True, result.Verdicts[0].Truth);
    }

    [Theory]
    [InlineData("kind: exact", "kind: quantum", "'kind' is timed or exact, not 'quantum'")]
    [InlineData("quick: {}", "quick: { blocks: 5 }", "unknown key 'blocks'")]
    [InlineData("kind: lines", "kind: pies", "unknown kind of figure 'pies'; there are: dots, lines")]
    [InlineData("y: made", "y: maid", "unknown metric 'maid'")]
    [InlineData("mean(made[1], hot)", "mean(made[1], M)", "no cell has a level of 'M' here")]
    public void What_cannot_be_is_refused(string good, string bad, string message) =>
        Assert.Contains(message, Assert.Throws<ExperimentFileException>(() => Run(new SyntheticMachine(), Text.Replace(good, bad, StringComparison.Ordinal))).Message,
            StringComparison.Ordinal);

    private static T Cancel<T>(CancellationTokenSource stop, T row)
    {
        stop.Cancel();
        return row;
    }

    private ExperimentResult Run(SyntheticMachine machine, string text = Text, bool resume = false, CancellationToken cancellation = default)
    {
        string folder = _folder.New("experiment");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, ExperimentFileReader.FileName), text);
        return ExperimentRunner.Run(
            new ExperimentRunOptions { ExperimentPath = folder, Out = _folder.New("out"), Invoker = machine, Resume = resume, Cores = 1 }, cancellation);
    }
}
