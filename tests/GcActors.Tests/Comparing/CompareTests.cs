using System.Text.Json.Nodes;
using GcActors.Experiments.Comparing;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Tests.Cli;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Comparing;

public sealed class CompareTests : IDisposable
{
    private const string Slow = "atomic,M=1,hot=0";

    private readonly RunFixture _before = new();
    private readonly RunFixture _after = new();

    [Fact]
    public void The_same_twice_is_within_noise()
    {
        Run(1);
        RunComparison comparison = Compare();

        Assert.All(comparison.Values.Where(value => value.Metric == "T"), value => Assert.Equal(ComparedValue.WithinNoise, value.Verdict));
        Assert.Empty(comparison.Regressions(0));
        Assert.True(comparison.NoiseFloor > 1);
        Assert.Equal(0, Cli("--fail-on-regression", "0%").ExitCode);
    }

    [Fact]
    public void A_slower_cell_is_found_with_its_ratio_and_the_counter_that_moved()
    {
        Run(1.2);
        RunComparison comparison = Compare();

        ComparedValue slower = Assert.Single(comparison.Values, value => value is { Cell: Slow, Metric: "T" });
        Assert.Equal(ComparedValue.Slower, slower.Verdict);
        Assert.InRange(slower.Ratio, 1.19, 1.21);
        Assert.True(slower.Low < 1.2 && slower.High > 1.2, $"[{slower.Low}, {slower.High}]");
        Assert.Equal(("waits", 10.0, 30.0), (comparison.Moved[Slow][0].Name, comparison.Moved[Slow][0].A, comparison.Moved[Slow][0].B));
        Assert.Equal(ComparedValue.WithinNoise, comparison.Values.Single(value => value is { Cell: "plain,M=1,hot=0", Metric: "T" }).Verdict);
    }

    [Fact]
    public void A_regression_of_the_size_named_is_exit_code_1()
    {
        Run(1.2);

        CliResult at5 = Cli("--fail-on-regression", "5%");
        CliResult at50 = Cli("--fail-on-regression", "50%");

        Assert.Equal(1, at5.ExitCode);
        Assert.Contains($"regression: {Slow} T 1.2 [1.1", at5.Out, StringComparison.Ordinal);
        Assert.Contains("waits × 3", at5.Out, StringComparison.Ordinal);
        Assert.Contains("blocks are not paired", at5.Out, StringComparison.Ordinal);
        Assert.Equal(0, at50.ExitCode);
        Assert.Equal(0, Cli().ExitCode);
        Assert.Equal(2, Cli("--fail-on-regression", "much").ExitCode);
    }

    [Fact]
    public void A_program_gets_the_same()
    {
        Run(1.2);

        JsonNode json = JsonNode.Parse(Cli("--fail-on-regression", "5%", "--json").Out)!;

        JsonNode slower = json["values"]!.AsArray().Single(v => (string?)v!["cell"] == Slow && (string?)v["metric"] == "T")!;
        Assert.Equal("slower", (string?)slower["verdict"]);
        Assert.True((bool?)slower["is_regression"]);
        Assert.Equal("waits", (string?)json["moved"]![Slow]![0]!["counter"]);
    }

    [Fact]
    public void What_is_smaller_than_the_difference_of_the_same_cell_twice_is_noise()
    {
        Run(1.2, aaFactor: 1.4);
        ComparedValue value = Compare().Values.Single(v => v is { Cell: Slow, Metric: "T" });

        Assert.Equal(ComparedValue.WithinNoise, value.Verdict);
        Assert.Contains("the same cell twice differs by up to 1.4", value.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Void_cells_are_inconclusive_and_nothing_at_all_is_exit_code_3()
    {
        _before.Run(new SyntheticMachine { Disturb = (_, row) => { row["host"]!["major_faults"] = 5; return row; } });
        _after.Run(new SyntheticMachine());

        Assert.Equal(3, Cli("--fail-on-regression", "5%").ExitCode);
        Assert.Contains("A: plain,M=1,hot=0: 5 × G7", Cli().Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_experiment_or_other_work_is_refused_and_another_host_or_setting_told()
    {
        Run(1);
        Edit("manifest.json", json => json["cells"]![0]!["settings"]!["heap.allocator"] = "shared");
        Edit("manifest.json", json => json["commit"] = "0123456");
        Edit("host.json", json => json["cpu"] = new JsonObject { ["model"] = "another" });
        RunComparison comparison = Compare();
        Assert.Contains(comparison.Warnings, w => w.StartsWith("setting heap.allocator was leased and is shared in 1 of 17 cells", StringComparison.Ordinal));
        Assert.Contains("the hosts differ in cpu model: unknown and another", comparison.Warnings);
        Assert.Contains(comparison.Differences, d => d.EndsWith("→ 0123456", StringComparison.Ordinal));

        Edit("manifest.json", json => json["cells"]![0]!["settings"]!["workload.work"] = "7");
        Assert.Contains("which is other work", Assert.Throws<ExperimentFileException>(Compare).Message, StringComparison.Ordinal);
        Assert.Equal(2, Cli().ExitCode);

        Edit(ExperimentFileReader.FileName, text => text.Replace("id: 01-", "id: 02-", StringComparison.Ordinal));
        Assert.Contains("one is of 01-the-cost-of-thread-safe-counting, the other of 02-", Assert.Throws<ExperimentFileException>(Compare).Message, StringComparison.Ordinal);
    }

    /// <summary>Student's sleep data as R's documentation of t.test has them: Welch's interval is [-3.3654832, 0.2054832].</summary>
    [Fact]
    public void Welchs_interval_is_that_of_a_published_example()
    {
        double[] first = [0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0];
        double[] second = [1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4];

        (double low, double high) = IndependentRatio.Welch(second, first, first.Average() - second.Average());

        Assert.Equal(-3.3654832, low, 6);
        Assert.Equal(0.2054832, high, 6);
    }

    [Fact]
    public void From_ten_blocks_on_each_side_is_resampled_by_itself()
    {
        double[] a = [.. Enumerable.Range(0, 12).Select(i => 100.0 + i)];
        double[] b = [.. a.Select(v => v * 2)];

        (double value, double low, double high) = IndependentRatio.Of(a, b, 1)!.Value;

        Assert.Equal(2, value, 9);
        Assert.InRange(low, 1.9, 1.99);
        Assert.InRange(high, 2.01, 2.1);
        Assert.Null(IndependentRatio.Of(a, [1, -1], 1));
    }

    public void Dispose()
    {
        _before.Dispose();
        _after.Dispose();
    }

    private void Run(double factor, double aaFactor = 1)
    {
        _before.Run(Machine(1, 10, aaFactor));
        _after.Run(Machine(factor, factor > 1 ? 30 : 10, aaFactor));
    }

    private static SyntheticMachine Machine(double factor, double waits, double aaFactor) => new()
    {
        Disturb = (invocation, row) =>
        {
            if (invocation.Kind != InvocationKind.Timed)
                return row;
            row["extra"] = new JsonObject { ["waits"] = invocation.Cell == Slow ? waits : 10 };
            double slower = invocation.Cell == Slow ? factor : invocation.Cell == "A/A double" ? aaFactor : 1;
            foreach (JsonNode? iteration in row["iterations"]!.AsArray())
                iteration!["wall_ns"] = (long)((double)iteration["wall_ns"]!.GetValue<long>() * slower);
            return row;
        },
    };

    private RunComparison Compare() => RunComparison.Of(RunFolder.Read(_before.Out), RunFolder.Read(_after.Out));

    private CliResult Cli(params string[] more) => new CliHarness().Run(["compare", _before.Out, _after.Out, .. more]);

    private void Edit(string file, Action<JsonObject> change) => Edit(file, text =>
    {
        JsonObject json = (JsonObject)JsonNode.Parse(text)!;
        change(json);
        return json.ToJsonString();
    });

    private void Edit(string file, Func<string, string> change)
    {
        string path = Path.Combine(_after.Out, file);
        File.WriteAllText(path, change(File.ReadAllText(path)));
    }
}
