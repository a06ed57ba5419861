using System.Text.Json.Nodes;
using GcActors.Cli.Scenarios;
using GcActors.Core.Scenarios;
using GcActors.Core.Settings;
using GcActors.Experiments.Conformance;
using GcActors.Experiments.Figures;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Runs an experiment's scenario cells: on ours, and where the cell asks for it on each interpreter of its version.</summary>
/// <param name="folder">The experiment's, where its scenarios lie.</param>
internal sealed class ScenarioTrials(CliContext context, string folder, IReadOnlyList<CPythonOracle> interpreters)
{
    /// <summary>Checks a cell and adds the hash of its text.</summary>
    /// <exception cref="SettingsException">Something is wrong with it.</exception>
    /// <exception cref="ScenarioSyntaxException">Its file is no scenario.</exception>
    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings)
    {
        var cell = ScenarioCell.Of(settings);
        string text = TextOf(cell);
        ScenarioParser.Parse(text, cell.File);
        SettingsOf(cell);
        return new Dictionary<string, string>(settings) { [ScenarioCell.TextHashKey] = ScenarioCell.HashOf(text) };
    }

    /// <returns>A row.</returns>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public JsonObject Run(IReadOnlyDictionary<string, string> settings, CancellationToken cancellation)
    {
        var cell = ScenarioCell.Of(settings);
        string text = TextOf(cell);
        List<ScenarioRow> rows = [];
        ScenarioRunner runner = new(context, _ => SettingsOf(cell), StepLimitOption.DefaultStepLimit);
        ScenarioOutcome outcome = runner.Run(ScenarioParser.Parse(text, cell.File) with { SafePoints = cell.SafePoints }, cell.Version, rows.Add, cancellation);
        JsonObject row = RowOf(rows, outcome);
        CPythonOracle[] asked = cell.IsSideBySide ? [.. interpreters.Where(interpreter => interpreter.Version == cell.Version)] : [];
        Compare(row, rows, asked, interpreter => interpreter.RunText(text, cell.SafePoints, cancellation));
        return row;
    }

    private static JsonObject RowOf(List<ScenarioRow> rows, ScenarioOutcome outcome)
    {
        JsonObject extra = new() { ["objects_visited"] = outcome.ObjectsVisited };
        foreach ((string name, double value) in ScenarioFacts.Statistics(rows))
        {
            extra[name] = value;
        }

        return new JsonObject
        {
            ["outcome"] = outcome.FailedExpectations == 0 ? "passed" : "failed",
            ["reason"] = outcome.FailedExpectations == 0 ? "" : $"{outcome.FailedExpectations} expectations failed",
            ["allocs"] = outcome.Allocations,
            ["iterations"] = new JsonArray(new JsonObject { ["wall_ns"] = outcome.RunNs, ["steps"] = outcome.Statements }),
            ["extra"] = extra,
        };
    }

    private static void Compare(
        JsonObject row, List<ScenarioRow> ours, CPythonOracle[] asked, Func<CPythonOracle, ScenarioAnswer> ask)
    {
        JsonObject events = new() { ["ours"] = ScenarioFacts.Events(ours) };
        JsonArray compared = [];
        int different = 0;
        foreach (CPythonOracle interpreter in asked)
        {
            ScenarioAnswer answer = ask(interpreter);
            string? difference = answer.Problem ?? ScenarioComparison.FirstDifference(answer.Rows, ours)?.Short;
            different += difference == null ? 0 : 1;
            compared.Add(new JsonObject { ["cpython"] = interpreter.FullVersion, ["difference"] = difference });
            events[$"CPython {interpreter.FullVersion}"] = ScenarioFacts.Events(answer.Rows);
        }

        row["compared"] = compared;
        row["extra"]!["interpreters"] = asked.Length;
        row["extra"]!["differences"] = different;
        if (events["ours"] is JsonArray { Count: > 0 })
        {
            row[RasterBuilder.EventsKey] = events;
        }
    }

    private string TextOf(ScenarioCell cell) => ScenarioFiles.Text(Path.Combine(folder, cell.File), cell.Values);

    private TrialSettings SettingsOf(ScenarioCell cell)
    {
        if (!ScenarioVersions.All.Contains(cell.Version))
        {
            throw new SettingsException(
                ScenarioCell.VersionKey, $"unknown version '{cell.Version}'; there are: {string.Join(", ", ScenarioVersions.All)}");
        }

        TrialSettingsBuilder builder = new TrialSettingsBuilder(context.Vocabulary)
            .UsePlan(ScenarioOptions.CPythonPrefix + cell.Version, ScenarioCell.VersionKey)
            .Lay("runtime", "simulation", ScenarioCell.FileKey);
        foreach ((string key, string value) in cell.Settings)
        {
            builder.Set(key, value, cell.File);
        }

        TrialSettings settings = builder.Build().Settings;
        TrialChecks.Check(settings, context);
        TrialChecks.RefuseTelemetry(settings, "scenarios leave no traces");
        return settings;
    }
}
