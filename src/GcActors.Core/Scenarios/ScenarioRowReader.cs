using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Core.Scenarios;

/// <summary>Reads outputs of scenarios: one JSON object a line.</summary>
public static class ScenarioRowReader
{
    private static readonly string[] Verbs = ["show", "expect", "do", "note"];

    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false };

    /// <exception cref="InvalidDataException">A line is no row; the message names file and line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyList<ScenarioRow> ReadFile(string path) => Read(File.ReadLines(path), path);

    /// <summary>Empty lines and the <c>summary</c> line of <c>--json</c> are passed over.</summary>
    /// <param name="origin">As errors name it.</param>
    /// <exception cref="InvalidDataException">A line is no row.</exception>
    public static IReadOnlyList<ScenarioRow> Read(IEnumerable<string> lines, string origin)
    {
        List<ScenarioRow> rows = [];
        int number = 0;
        foreach (string line in lines)
        {
            number++;
            if (line.Length > 0 && Parse(line, $"{origin}:{number}") is { } row)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private static ScenarioRow? Parse(string line, string place)
    {
        try
        {
            JsonObject members = JsonNode.Parse(line, null, Strict)!.AsObject();
            return members.ContainsKey("summary") ? null : Row(members);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
        {
            throw new InvalidDataException($"{place}: not a row of a scenario's output");
        }
    }

    private static ScenarioRow Row(JsonObject members)
    {
        string verb = Array.Find(Verbs, members.ContainsKey) ?? throw new FormatException();
        return new ScenarioRow(
            members["i"]!.GetValue<int>(),
            members["line"]!.GetValue<int>(),
            verb,
            members[verb]!.GetValue<string>(),
            verb == "note" ? null : members["args"]!.AsArray(),
            members["value"],
            members["want"]);
    }
}
