using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>Runs the scenarios of a folder and compares each with its stored output, <c>NAME.VERSION.jsonl</c>, and with the interpreters
/// of that version.</summary>
/// <param name="ours">Runs a scenario under a version's rules.</param>
public sealed class ConformanceCheck(
    Func<Scenario, string, CancellationToken, ScenarioAnswer> ours, IReadOnlyList<CPythonOracle> interpreters)
{
    /// <param name="path">A <c>.gcs</c> file.</param>
    /// <exception cref="ScenarioSyntaxException">It is no scenario.</exception>
    /// <exception cref="InvalidDataException">A stored output is none.</exception>
    public ConformanceCell Compare(string path, string version, CancellationToken cancellation)
    {
        string name = Path.GetFileNameWithoutExtension(path);
        Scenario scenario = ScenarioParser.ParseFile(path);
        if (scenario.Versions is { } versions && !versions.Contains(version))
        {
            return new ConformanceCell(name, version, ConformanceOutcome.NotApplicable);
        }

        List<(string Source, ScenarioAnswer Answer)> expected = [.. Expected(path, version, cancellation)];
        return expected.Count == 0
            ? new ConformanceCell(name, version, ConformanceOutcome.NothingToCompare)
            : Compare(name, version, expected, ours(scenario, version, cancellation));
    }

    private IEnumerable<(string Source, ScenarioAnswer Answer)> Expected(string path, string version, CancellationToken cancellation)
    {
        string stored = Path.ChangeExtension(path, $".{version}.jsonl");
        if (File.Exists(stored))
        {
            yield return ("", new ScenarioAnswer(ScenarioRowReader.ReadFile(stored), null));
        }

        foreach (CPythonOracle interpreter in interpreters.Where(interpreter => interpreter.Version == version))
        {
            yield return ($"CPython {interpreter.FullVersion}: ", interpreter.Run(path, cancellation));
        }
    }

    private static ConformanceCell Compare(
        string name, string version, List<(string Source, ScenarioAnswer Answer)> expected, ScenarioAnswer actual)
    {
        foreach ((string source, ScenarioAnswer answer) in expected)
        {
            ScenarioDifference? difference = ScenarioComparison.FirstDifference(answer.Rows, actual.Rows);
            string? problem = answer.Problem ?? actual.Problem;
            if (problem != null || difference != null)
            {
                return new ConformanceCell(name, version, ConformanceOutcome.Different, source + (problem ?? difference!.Short), difference);
            }
        }

        return new ConformanceCell(name, version, ConformanceOutcome.Equal);
    }
}
