using System.CommandLine;
using System.Text.Json.Nodes;
using GcActors.Cli.Output;
using GcActors.Core.Scenarios;
using GcActors.Core.Wording;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli.Scenarios;

/// <summary><c>gcactors scenario run FILE…</c>, and the same without the word <c>run</c>.</summary>
internal sealed class ScenarioRunCommand
{
    private readonly ScenarioOptions options = new();
    private readonly Argument<string[]> files = new("FILE") { Description = "Scenarios (.gcs)", Arity = ArgumentArity.ZeroOrMore };
    private readonly Option<string?> version = ScenarioOptions.VersionOption();
    private readonly Option<bool> json = new("--json") { Description = "Print a last line with counts and times" };
    private readonly Option<string?> check = new("--check") { Description = "Compare with an expected output", HelpName = "EXPECTED.jsonl" };
    private readonly Option<string[]> lets = new("--let")
    {
        Description = "Value of an integer variable instead of the one that the file gives it; may be repeated",
        HelpName = "NAME=INTEGER",
    };

    private readonly Option<string> safePoints = new("--safe-points")
    {
        Description = "Where 3.12 and later collect: statements (default), or loop-edges, as Python code that calls nothing does",
        HelpName = "WHERE",
        DefaultValueFactory = _ => "statements",
    };

    private readonly CliContext context;

    private ScenarioRunCommand(CliContext context) => this.context = context;

    public static Command Create(CliContext context)
    {
        Command command = new("run", "Run scenarios and print their output");
        AddTo(command, context);
        return command;
    }

    /// <summary>Makes a command run the files that it is given.</summary>
    public static void AddTo(Command command, CliContext context)
    {
        ScenarioRunCommand run = new(context);
        run.options.AddTo(command);
        command.Add(run.files);
        command.Add(run.version);
        command.Add(run.json);
        command.Add(run.check);
        command.Add(run.lets);
        command.Add(run.safePoints);
        command.SetAction(run.Run);
    }

    private int Run(ParseResult parsed)
    {
        string[] paths = Paths(parsed);
        string expected = parsed.GetValue(check) ?? "";
        if (expected.Length > 0 && paths.Length > 1)
        {
            throw new SettingsException(check.Name, "one expected output belongs to one scenario");
        }

        string of = options.Version(parsed, version);
        ScenarioRunner runner = new(context, v => options.Settings(parsed, v, context), options.StepLimit(parsed));
        IReadOnlyList<ScenarioRow>? want = expected.Length > 0 ? ScenarioFiles.ReadRows(expected) : null;
        Dictionary<string, long> values = Values(parsed);
        SafePoints where = ScenarioCell.SafePointsOf(parsed.GetRequiredValue(safePoints), safePoints.Name);
        Scenario[] scenarios = [.. paths.Select(path => ScenarioFiles.Parse(path, values) with { SafePoints = where })];
        return scenarios.Max(scenario => Run(scenario, of, runner, want, parsed.GetValue(json)));
    }

    private Dictionary<string, long> Values(ParseResult parsed)
    {
        Dictionary<string, long> values = [];
        foreach (SettingAssignment given in (parsed.GetValue(lets) ?? []).Select(text => SettingAssignment.Parse(text, lets.Name)))
        {
            if (!values.TryAdd(given.Key, ScenarioCell.IntegerOf(given.Value, $"{lets.Name} {given.Key}")))
            {
                throw new SettingsException(lets.Name, $"'{given.Key}' is given twice");
            }
        }

        return values;
    }

    private string[] Paths(ParseResult parsed)
    {
        string[] paths = parsed.GetValue(files) ?? [];
        if (paths.Length == 0)
        {
            throw new SettingsException(
                ParseErrors.PathOf(parsed), "a scenario file is needed, or one of: " + string.Join(", ", ScenarioCommand.Words));
        }

        ParseErrors.RefuseOptions(paths, parsed);
        return !File.Exists(paths[0]) && NearestName.Find(paths[0], ScenarioCommand.Words) is { } meant
            ? throw new SettingsException(ParseErrors.PathOf(parsed), $"no file and no command '{paths[0]}' (did you mean '{meant}'?)")
            : paths;
    }

    private int Run(Scenario scenario, string of, ScenarioRunner runner, IReadOnlyList<ScenarioRow>? want, bool wantsJson)
    {
        if (!ScenarioFiles.AppliesTo(scenario, of))
        {
            context.Error.WriteLine($"{scenario.File}: is not for {of}");
            return ExitCodes.Inconclusive;
        }

        List<ScenarioRow> rows = [];
        ScenarioOutcome outcome = runner.Run(scenario, of, row => Print(row, rows), context.Cancellation);
        if (wantsJson)
        {
            JsonText.Write(context, Summary(scenario, of, rows.Count, outcome));
        }

        return Judge(rows, outcome, want);
    }

    private void Print(ScenarioRow row, List<ScenarioRow> rows)
    {
        context.Out.WriteLine(ScenarioRowWriter.Format(row));
        rows.Add(row);
    }

    private int Judge(List<ScenarioRow> rows, ScenarioOutcome outcome, IReadOnlyList<ScenarioRow>? want)
    {
        ScenarioDifference? difference = want == null ? null : ScenarioComparison.FirstDifference(want, rows);
        if (difference != null)
        {
            context.Error.WriteLine(difference.ToString());
        }

        return difference == null && outcome.FailedExpectations == 0 ? ExitCodes.Passed : ExitCodes.Failed;
    }

    private static JsonObject Summary(Scenario scenario, string of, int rows, ScenarioOutcome outcome) => new()
    {
        ["summary"] = new JsonObject
        {
            ["file"] = scenario.File,
            ["version"] = of,
            ["statements"] = outcome.Statements,
            ["allocations"] = outcome.Allocations,
            ["objects_visited"] = outcome.ObjectsVisited,
            ["rows"] = rows,
            ["failed_expectations"] = outcome.FailedExpectations,
            ["run_ns"] = outcome.RunNs,
        },
    };
}
