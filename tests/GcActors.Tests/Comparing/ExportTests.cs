using System.Text.Json.Nodes;
using GcActors.Tests.Cli;
using GcActors.Tests.Running;
using Xunit;

namespace GcActors.Tests.Comparing;

public sealed class ExportTests : IDisposable
{
    private const int Cells = 17;
    private const int Blocks = 5;
    private const int Iterations = 4;

    private readonly RunFixture _fixture = new();

    [Fact]
    public void Pyperf_has_a_benchmark_a_cell_a_run_a_process_and_values_in_seconds()
    {
        JsonNode suite = JsonNode.Parse(Export("pyperf"))!;

        Assert.Equal("1.0", (string?)suite["version"]);
        Assert.Equal(Cells, suite["benchmarks"]!.AsArray().Count);
        JsonNode plain = suite["benchmarks"]!.AsArray().Single(b => (string?)b!["metadata"]!["name"] == "plain,M=1,hot=0")!;
        Assert.Equal("second", (string?)plain["metadata"]!["unit"]);
        Assert.Equal(Blocks, plain["runs"]!.AsArray().Count);
        JsonArray values = plain["runs"]![0]!["values"]!.AsArray();
        Assert.Equal(Iterations, values.Count);
        Assert.InRange((double)values[0]!, 0.0140, 0.0148);
        Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d\.\d{6}$", (string?)plain["runs"]![0]!["metadata"]!["date"]);
    }

    [Fact]
    public void Hyperfine_has_a_result_a_cell_and_a_time_a_process()
    {
        JsonArray results = JsonNode.Parse(Export("hyperfine"))!["results"]!.AsArray();

        Assert.Equal(Cells, results.Count);
        JsonNode plain = results.Single(r => (string?)r!["command"] == "plain,M=1,hot=0")!;
        foreach (string key in (string[])["mean", "stddev", "median", "min", "max"])
            Assert.True((double?)plain[key] > 0, key);
        Assert.Equal(Blocks, plain["times"]!.AsArray().Count);
        Assert.Equal("plain", (string?)plain["parameters"]!["strategy"]);
        Assert.Equal(Blocks, plain["exit_codes"]!.AsArray().Count);
    }

    [Fact]
    public void The_table_has_a_line_an_iteration_with_factors_and_units_in_names()
    {
        string[] lines = Export("csv").Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("cell,M,hot,strategy,block,round,order_index,counts,reason,iteration,wall_ns,cpu_ns,steps,increments,decrements,overlap_share", lines[0]);
        Assert.Equal(1 + (Cells * Blocks * Iterations), lines.Length);
        Assert.StartsWith("\"", lines[1], StringComparison.Ordinal);
        Assert.Contains(",true,,0,", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void What_does_not_count_is_told_in_the_table_and_left_out_elsewhere()
    {
        _fixture.Run(new SyntheticMachine { IsBusy = true });

        Assert.Contains(",false,\"G1: overlap 0.50", Run("csv").Out, StringComparison.Ordinal);
        JsonNode suite = JsonNode.Parse(Run("pyperf").Out)!;
        Assert.Equal(8, suite["benchmarks"]!.AsArray().Count);
    }

    [Fact]
    public void The_experiments_file_is_not_needed()
    {
        string whole = Export("csv");
        File.Delete(Path.Combine(_fixture.Out, "experiment.yaml"));

        Assert.Equal(whole, Run("csv").Out);
    }

    [Fact]
    public void An_unknown_format_gets_the_one_that_was_meant()
    {
        Export("csv");
        CliResult wrong = Run("hyperfin");

        Assert.Equal(2, wrong.ExitCode);
        Assert.Contains("unknown format 'hyperfin' (did you mean 'hyperfine'?)", wrong.Error, StringComparison.Ordinal);
        Assert.Equal(2, new CliHarness().Run("export", _fixture.Out).ExitCode);
    }

    public void Dispose() => _fixture.Dispose();

    private string Export(string format)
    {
        _fixture.Run(new SyntheticMachine());
        CliResult result = Run(format);
        Assert.Equal(0, result.ExitCode);
        return result.Out;
    }

    private CliResult Run(string format) => new CliHarness().Run("export", _fixture.Out, "--format", format);
}
