using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Conformance;
using GcActors.Tests.Running;
using GcActors.Tests.Scenarios;
using Xunit;

namespace GcActors.Tests.Cli;

/// <summary>The commands around an engine that the tests make up: it answers every <c>show enabled</c> with false and notes with their text.</summary>
public class ScenarioCommandTests
{
    private const string EnabledRow = """{"i": 1, "line": 1, "show": "enabled", "args": [], "value": false}""";

    [Theory]
    [InlineData("scenario run FILE --plan cpython-3.12")]
    [InlineData("scenario FILE --plan cpython-3.12")]
    [InlineData("scenario FILE")]
    public void Rows_go_to_stdout(string words)
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.gcs", "show enabled\n");

        CliResult result = Harness().Run([.. words.Split(' ').Select(word => word == "FILE" ? file : word)]);

        Assert.Equal((0, EnabledRow, ""), (result.ExitCode, result.Out.Trim(), result.Error));
    }

    [Theory]
    [InlineData("--plan cpython-3.9", "3.9", "simulation")]
    [InlineData("--plan floor", "3.12", "simulation")]
    [InlineData("--plan floor --version 3.13 --runtime pool", "3.13", "pool")]
    [InlineData("--version 3.9", "3.9", "simulation")]
    public void The_plan_says_which_version(string words, string version, string runtime)
    {
        using TemporaryFolder folder = new();
        ScenarioLaunch? seen = null;
        CliHarness harness = new() { Scenario = (_, launch) => Finish(seen = launch) };

        CliResult result = harness.Run(["scenario", folder.File("a.gcs", "show enabled\n"), "--step-limit", "7", .. words.Split(' ')]);

        Assert.Equal((0, ""), (result.ExitCode, result.Error));
        Assert.Equal((version, runtime, 7), (seen!.Version, seen.Settings.Runtime, seen.StepLimit));
    }

    [Fact]
    public void Json_adds_one_line_that_is_no_row()
    {
        using TemporaryFolder folder = new();

        CliResult result = Harness().Run("scenario", folder.File("a.gcs", "show enabled\n"), "--json");

        string[] lines = result.Out.Trim().Split('\n');
        Assert.Equal(2, lines.Length);
        JsonNode summary = JsonNode.Parse(lines[1])!["summary"]!;
        Assert.Equal((1, 1, 5), ((int)summary["statements"]!, (int)summary["rows"]!, (int)summary["run_ns"]!));
        Assert.Single(ScenarioRowReader.Read(lines, "out"));
    }

    [Fact]
    public void Check_compares_and_shows_where_it_parts()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.gcs", "show enabled\nnote hello\n");
        string good = folder.File("good.jsonl", EnabledRow + "\n{\"i\": 2, \"line\": 2, \"note\": \"hello\"}\n");
        string bad = folder.File("bad.jsonl", EnabledRow + "\n{\"i\": 2, \"line\": 2, \"note\": \"bye\"}\n");

        Assert.Equal(0, Harness().Run("scenario", file, "--check", good).ExitCode);
        CliResult result = Harness().Run("scenario", file, "--check", bad);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("first difference in row 2, line 2 of the scenario", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_expectation_is_exit_code_1()
    {
        using TemporaryFolder folder = new();

        Assert.Equal(1, Harness().Run("scenario", folder.File("a.gcs", "expect enabled = true\n")).ExitCode);
    }

    [Fact]
    public void A_scenario_for_other_versions_is_exit_code_3()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("a.gcs", "versions 3.13\nshow enabled\n");

        CliResult result = Harness().Run("scenario", file, "--plan", "cpython-3.9");

        Assert.Equal((3, "", $"{file}: is not for 3.9"), (result.ExitCode, result.Out, result.Error.Trim()));
    }

    [Fact]
    public void A_scenario_that_cannot_go_on_keeps_its_rows_and_is_exit_code_2()
    {
        using TemporaryFolder folder = new();
        CliHarness harness = new()
        {
            Scenario = (scenario, launch) =>
            {
                launch.Rows(new ScenarioRow(1, 1, "note", "before", null, null));
                throw new ScenarioFailedException(scenario.File, 3, "append needs a list");
            },
        };
        string file = folder.File("a.gcs", "show enabled\n");

        CliResult result = harness.Run("scenario", file);

        Assert.Equal((2, $"error: {file}:3: append needs a list"), (result.ExitCode, result.Error.Trim()));
        Assert.Contains("before", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_scenarios_are_one_clear_line_and_exit_code_2()
    {
        using TemporaryFolder folder = new();
        string file = folder.File("bad.gcs", "lte x = list\n");
        string rows = folder.File("bad.jsonl", "nonsense\n");
        string fine = folder.File("fine.gcs", "show enabled\n");

        Check($"error: {file}:1:1: unknown statement 'lte' (did you mean 'let'?)", "scenario", file);
        Check("error: /nowhere.gcs: no such file", "scenario", "run", "/nowhere.gcs");
        Check("error: gcactors scenario: a scenario file is needed, or one of: run, explain, conform, plans, generate, fuzz, digest", "scenario");
        Check("error: gcactors scenario: no file and no command 'generat' (did you mean 'generate'?)", "scenario", "generat");
        Check("error: gcactors scenario: unknown option '--plam' (did you mean '--plan'?)", "scenario", fine, "--plam", "floor");
        Check("error: gcactors scenario run: unknown option '--jsn' (did you mean '--json'?)", "scenario", "run", fine, "--jsn");
        Check("error: gcactors scenario conform: ", "scenario", "conform");
        Check($"error: {rows}:1: not a row of a scenario's output", "scenario", fine, "--check", rows);
        Check("error: --check: one expected output belongs to one scenario", "scenario", fine, fine, "--check", rows);
        Check("error: --version: unknown version '2.7'; there are: 3.9, 3.10, 3.11, 3.12, 3.13", "scenario", fine, "--version", "2.7");
        Check("error: --version: plan cpython-3.9 has the rules of 3.9, not of 3.12", "scenario", fine, "--plan", "cpython-3.9", "--version", "3.12");
        Check("error: --plan: unknown plan 'cpython-3.12x' (did you mean 'cpython-3.12'?)", "scenario", fine, "--plan", "cpython-3.12x");
        Check("error: --step-limit: 0 is out of range; it must be a whole number from 1 to 9223372036854775807", "scenario", fine, "--step-limit", "0");
        Check($"error: {folder.Path}/none: no folder with .gcs files", "scenario", "conform", folder.Path + "/none");
        Check("error: --versions: unknown version '4'; there are: 3.9, 3.10, 3.11, 3.12, 3.13", "scenario", "conform", folder.Path, "--versions", "4");
        Check("error: --python: /nowhere/python does not start: ", "scenario", "conform", folder.Path, "--python", "/nowhere/python");
        Check("error: --seed: 'x' is not a whole number from 0 to 18446744073709551615", "scenario", "generate", "--seed", "x");
        Check("error: /nowhere/a: cannot be written: ", "scenario", "generate", "--seed", "1", "--out", "/nowhere/a");
        Check("error: --seeds: '2..1' is empty; the first seed must not be above the last", "scenario", "digest", "--seeds", "2..1");
    }

    [Fact]
    public void Conform_prints_a_table_and_writes_a_page()
    {
        using TemporaryFolder folder = new();
        folder.File("one.gcs", "show enabled\n");
        folder.File("one.3.12.jsonl", EnabledRow + "\n");
        folder.File("one.3.9.jsonl", EnabledRow.Replace("false", "true", StringComparison.Ordinal) + "\n");
        folder.File("two.gcs", "versions 3.12\nnote x\n");
        string page = folder.New("page.md");

        CliResult result = Harness().Run("scenario", "conform", folder.Path, "--versions", "3.12", "3.9", "--markdown", page);

        Assert.Equal(1, result.ExitCode);
        string[] lines = [.. result.Out.Split('\n').Select(line => line.TrimEnd())];
        Assert.Equal("scenario  3.9                     3.12", lines[0]);
        Assert.Equal("one       row 1, line 1: enabled  ✓", lines[1]);
        Assert.Equal("two       n/a                     no expectation", lines[2]);
        Assert.Contains("3.9: 0 of 1 equal; 3.12: 1 of 1 equal", lines);
        Assert.Equal(
            [
                "# Conformance", "",
                "Each scenario's output compared line by line with the stored one, 2026-02-03: 3.9: 0 of 1 equal; 3.12: 1 of 1 equal. Written by",
                "", "```sh", $"gcactors scenario conform {folder.Path} --versions 3.9 3.12 --markdown FILE", "```", "", "| scenario | 3.9 | 3.12 |", "|---|---|---|", "| one | row 1, line 1: enabled | ✓ |", "| two | n/a | no expectation |", "",
            ], File.ReadAllText(page).Split('\n'));
    }

    [Fact]
    public void Conform_asks_an_interpreter_side_by_side()
    {
        using TemporaryFolder folder = new();
        using TemporaryFolder programs = new();
        folder.File("one.gcs", "show enabled\n");

        string agrees = FakePython.Create(programs, "3.12.1", $"echo '{EnabledRow}'");
        Assert.Equal(0, Harness().Run("scenario", "conform", folder.Path, "--versions", "3.12", "--python", agrees).ExitCode);
        string differs = FakePython.Create(programs, "3.12.9", "echo 'it broke' >&2; exit 2");
        CliResult result = Harness().Run("scenario", "conform", folder.Path, "--versions", "3.12", "--python", differs);

        Assert.Equal(1, result.ExitCode);
        Assert.Contains("CPython 3.12.9: it broke", result.Out, StringComparison.Ordinal);
    }

    [Fact]
    public void Generate_writes_what_the_generator_makes()
    {
        using TemporaryFolder folder = new();
        string file = folder.New("g.gcs");

        Assert.Equal(ScenarioGenerator.Generate(5, 30), Harness().Run("scenario", "generate", "--seed", "5", "--statements", "30").Out);
        Assert.Equal(0, Harness().Run("scenario", "generate", "--seed", "5", "--statements", "30", "--version", "3.9", "--out", file).ExitCode);
        Assert.Equal(ScenarioGenerator.Generate(5, 30, "3.9"), File.ReadAllText(file));
    }

    [Fact]
    public void Fuzz_counts_shrinks_and_goes_on_where_it_was()
    {
        using TemporaryFolder folder = new();
        // It sees a difference wherever the scenario freezes.
        string python = FakePython.Create(folder, "3.12.1", $"if grep -q '^freeze' $2; then echo '{EnabledRow}'; fi");
        CliHarness harness = new() { Scenario = (_, launch) => Finish(launch) };
        string[] words = ["scenario", "fuzz", "--seeds", "1..40", "--statements", "20", "--python", python, "--shrink", "1", "--out", folder.New("out")];

        CliResult first = harness.Run(words);
        HashSet<string> again = [];
        CliHarness later = new() { Scenario = (scenario, launch) => Note(scenario, again, launch) };
        CliResult second = later.Run([.. words[..^4], "--shrink", "0", "--out", words[^1]]);

        Assert.Equal((1, 1), (first.ExitCode, second.ExitCode));
        string small = File.ReadAllText(Assert.Single(Directory.GetFiles(folder.New("out"), "*.gcs")));
        Assert.Equal("freeze\n", small);
        string[] counts = first.Out.Split('\n');
        Assert.StartsWith("CPython  equal  different", counts[0], StringComparison.Ordinal);
        Assert.Equal(counts[..2], second.Out.Split('\n')[..2]);
        // Only what was not equal was tried again.
        IEnumerable<ulong> seeds = again.Select(title => ulong.Parse(title.Split(' ')[2], CultureInfo.InvariantCulture));
        Assert.All(seeds, seed => Assert.Contains("\nfreeze\n", ScenarioGenerator.Generate(seed, 20), StringComparison.Ordinal));
        Assert.NotEmpty(again);
    }

    [Fact]
    public void Fuzz_says_so_when_a_real_interpreter_refuses_what_was_generated()
    {
        using TemporaryFolder folder = new();
        string python = FakePython.Create(folder, "3.9.18", "echo 'NameError' >&2; exit 1");

        CliResult result = Harness().Run("scenario", "fuzz", "--seeds", "1..2", "--python", python, "--out", folder.New("out"));

        Assert.Equal(1, result.ExitCode);
        Assert.Matches(@"3\.9\.18 +0 +0 +0 +2", result.Out);
    }

    [Fact]
    public void Digest_is_one_number_for_many_outputs()
    {
        string[] words = ["scenario", "digest", "--seeds", "1..3", "--statements", "20", "--versions", "3.12"];
        CliHarness other = new()
        {
            Scenario = (_, launch) =>
            {
                launch.Rows(new ScenarioRow(1, 1, "note", "other", null, null));
                return Finish(launch);
            },
        };

        CliResult result = Harness().Run(words);

        Assert.Equal(0, result.ExitCode);
        Assert.Matches(@"3\.12 +[0-9a-f]{64} +\d+", result.Out);
        Assert.Equal(result.Out, Harness().Run(words).Out);
        Assert.NotEqual(result.Out, other.Run(words).Out);
    }

    [Fact]
    public void An_interrupted_conformance_run_ends_with_130()
    {
        using TemporaryFolder folder = new();
        folder.File("one.gcs", "show enabled\n");
        CliHarness harness = new() { Cancellation = new CancellationToken(canceled: true) };

        Assert.Equal(130, harness.Run("scenario", "conform", folder.Path).ExitCode);
    }

    private static void Check(string error, params string[] words)
    {
        CliResult result = Harness().Run(words);

        Assert.StartsWith(error, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.Trim().Split('\n'));
        Assert.Equal((2, ""), (result.ExitCode, result.Out));
    }

    private static CliHarness Harness() => new() { Scenario = Run, Clock = new FixedClock() };

    private static ScenarioOutcome Run(Scenario scenario, ScenarioLaunch launch)
    {
        int number = 0;
        int failed = 0;
        foreach (Statement statement in scenario.Main)
        {
            ScenarioRow? row = statement switch
            {
                Statement.Observe { What: "enabled", WantJson: null } => new ScenarioRow(++number, statement.Line, "show", "enabled", [], false),
                Statement.Observe { What: "enabled" } => new ScenarioRow(++number, statement.Line, "expect", "enabled", [], false, true),
                Statement.Note note => new ScenarioRow(++number, statement.Line, "note", note.Text, null, null),
                _ => null,
            };
            if (row != null)
            {
                launch.Rows(row);
                failed += row.Ok ? 0 : 1;
            }
        }

        return new ScenarioOutcome(scenario.Main.Count, failed, 5, 0, 0);
    }

    private static ScenarioOutcome Note(Scenario scenario, HashSet<string> titles, ScenarioLaunch launch)
    {
        titles.Add(scenario.Title);
        return Finish(launch);
    }

    private static ScenarioOutcome Finish(ScenarioLaunch launch) => new(0, 0, launch.StepLimit, 0, 0);

    private sealed class FixedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 2, 3, 4, 5, 6, TimeSpan.Zero);
    }
}
