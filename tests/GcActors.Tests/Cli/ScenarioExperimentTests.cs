using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;
using GcActors.Tests.Repository;
using GcActors.Tests.Running;
using GcActors.Tests.Scenarios;
using Xunit;

namespace GcActors.Tests.Cli;

/// <summary>Experiments whose cells are scenarios, through the command line and the real engine, beside interpreters that the tests make up.</summary>
public sealed class ScenarioExperimentTests : IDisposable
{
    private const string Scenario = """
        $n = 10
        collect quiet
        watch on
        enable
        repeat $n as $i
          let a = slots
          set a.a = a
          del a
          show int $i
          show log
        end
        show stats
        """;

    private const string Experiment = """
        id: test
        kind: exact
        revision: 1
        title: A test
        question: Does it collect?
        seed: 1
        base: { scenario.file: a.gcs, scenario.version: "3.12", scenario.side_by_side: "true" }
        matrix:
          n: { setting: scenario.let.n, values: [100, 2000] }
          where: { setting: scenario.safe_points, values: [statements, loop-edges] }
        profiles: { quick: {} }
        metrics:
          young: { unit: collections, formula: extra.collections0, says: collections }
          asked: { unit: CPythons, formula: extra.interpreters, says: asked }
          differing: { unit: CPythons, formula: extra.differences, says: different }
        predicates:
          P1: { text: "young[100, statements] = 0 and young[2000, statements] = 2", says: thresholds }
          P2: { text: "all n in {100, 2000}: all w in {statements, loop-edges}: differing[n, w] = 0", says: no difference }
        figures:
          events: { kind: raster, title: Collections, row_by: where, x_title: objects, where: { n: 2000 } }
        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Cells_run_scenarios_with_their_values_and_say_how_to_repeat_them()
    {
        CliResult result = Run(Experiment, "--python", FakePython.Create(_folder, "3.9.18", "exit 1"));

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("CPython side by side: none; absent: 3.12", result.Error, StringComparison.Ordinal);
        JsonNode[] rows = Rows();
        Assert.Equal(4, rows.Length);
        Assert.Equal("gcactors scenario run a.gcs --plan cpython-3.12 --let n=2000 --safe-points loop-edges", (string?)rows[3]["repeat"]);
        string csv = File.ReadAllText(Path.Combine(_folder.Path, "out", "figures", "events.csv"));
        Assert.StartsWith("group,machine,place,generation\nstatements,ours,", csv, StringComparison.Ordinal);
        Assert.Equal(5, csv.Trim().Split('\n').Length);
    }

    [Fact]
    public void An_interpreter_that_prints_something_else_is_counted()
    {
        CliResult result = Run(Experiment, "--python", FakePython.Create(_folder, "3.12.1", "echo '{\"i\": 1, \"line\": 1, \"note\": \"other\"}'"));

        Assert.Equal(1, result.ExitCode);
        Assert.All(Rows(), row => Assert.Equal((1, 1), ((int)row["extra"]!["interpreters"]!, (int)row["extra"]!["differences"]!)));
        Assert.Equal("3.12.1", (string?)Rows()[0]["compared"]![0]!["cpython"]);
    }

    [Theory]
    [InlineData("let.n", "let.m", "no line '$m = INTEGER'")]
    [InlineData("[100, 2000]", "[100, 2000, many]", "'many' is not a whole number")]
    [InlineData("\"3.12\"", "\"4\"", "unknown version '4'")]
    [InlineData("a.gcs", "b.gcs", "no such file")]
    [InlineData("loop-edges]", "loop-edges, nowhere]", "'nowhere' is neither statements nor loop-edges")]
    public void What_cannot_be_is_bad_input(string good, string bad, string message)
    {
        CliResult result = Run(Experiment.Replace(good, bad, StringComparison.Ordinal), "--python", FakePython.Create(_folder, "3.9.18", "exit 1"));

        Assert.Equal(2, result.ExitCode);
        Assert.Contains(message, result.Error, StringComparison.Ordinal);
    }

    /// <summary>The shipped programs of experiment 10 at the size that fits a test, against the counts of its table.</summary>
    [Theory]
    [InlineData("self", 700, "3.9", 131, 11, 0)]
    [InlineData("self", 2000, "3.13", 45, 4, 0)]
    [InlineData("pairs", 700, "3.11", 235, 21, 0)]
    [InlineData("pairs", 2000, "3.12", 88, 8, 0)]
    [InlineData("keep", 700, "3.12", 130, 11, 1)]
    public void Trigger_vectors_are_those_of_CPython(string program, int threshold0, string version, int young, int middle, int full) =>
        Assert.Equal((young, middle, full), Vector(program, threshold0, version, "statements"));

    [Theory]
    [InlineData("3.11", 235)]
    [InlineData("3.12", 234)]
    [InlineData("3.13", 234)]
    public void Where_loops_call_nothing_collections_wait_for_the_edge(string version, int young) =>
        Assert.Equal((young, 21, 0), Vector("pairs", 700, version, "loop-edges"));

    [Fact]
    public void The_quarter_rule_decides_how_many_objects_are_visited()
    {
        Assert.Equal((5_684_432, 7_096_329), (Visited("true"), Visited("false")));
    }

    [Theory]
    [InlineData("3.9", 48, 72)]
    [InlineData("3.11", 56, 72)]
    [InlineData("3.12", 48, 80)]
    public void Instances_have_the_sizes_that_interpreters_told(string version, int instance, int slots)
    {
        string file = _folder.File("sizes.gcs", "let o = object\nlet s = slots\nshow size o\nshow size s\n");

        CliResult result = Engine().Run("scenario", "run", file, "--plan", "cpython-" + version);

        Assert.Equal([instance, slots], result.Out.Trim().Split('\n').Select(row => (int)JsonNode.Parse(row)!["value"]!));
    }

    private static (int Young, int Middle, int Full) Vector(string program, int threshold0, string version, string safePoints)
    {
        CliResult result = Engine().Run("scenario", "run", Shipped(program), "--plan", "cpython-" + version,
            "--let", $"threshold0={threshold0}", "--safe-points", safePoints);
        JsonNode stats = JsonNode.Parse(result.Out)!["value"]!;
        return ((int)stats[0]![0]!, (int)stats[1]![0]!, (int)stats[2]![0]! - 1);
    }

    private static long Visited(string rule)
    {
        CliResult result = Engine().Run("scenario", "run", Shipped("keep"), "--let", "n=1000000", "--json", "--set", "collection.quarter_rule=" + rule);
        return (long)JsonNode.Parse(result.Out.Trim().Split('\n')[1])!["summary"]!["objects_visited"]!;
    }

    private static string Shipped(string program) => Path.Combine(RepositoryRoot.Path, "experiments", "10-cpython-trigger-vectors", program + ".gcs");

    private static CliHarness Engine() => new() { Scenario = ScenarioEngine.Run };

    private JsonNode[] Rows() => [.. File.ReadLines(Path.Combine(_folder.Path, "out", "trials.jsonl")).Select(line => JsonNode.Parse(line)!)];

    private CliResult Run(string experiment, params string[] options)
    {
        _folder.File("experiment.yaml", experiment);
        _folder.File("a.gcs", Scenario + "\n");
        return Engine().Run(["run", _folder.Path, "--out", _folder.New("out"), .. options]);
    }
}
