using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Running;

/// <summary>What experiments read from a scenario's output.</summary>
public static partial class ScenarioFacts
{
    private static readonly string[] s_columns = ["collections", "collected", "uncollectable"];

    /// <summary>The last <c>show stats</c> as numbers: <c>collections0</c> to <c>uncollectable2</c>; empty without one.</summary>
    public static IReadOnlyDictionary<string, double> Statistics(IReadOnlyList<ScenarioRow> rows)
    {
        var facts = new Dictionary<string, double>();
        if (rows.LastOrDefault(row => row.What == "stats")?.Value is not JsonArray generations)
            return facts;
        for (int generation = 0; generation < generations.Count; generation++)
        {
            for (int column = 0; column < s_columns.Length; column++)
                facts[$"{s_columns[column]}{generation}"] = double.Parse(generations[generation]![column]!.ToJsonString(), CultureInfo.InvariantCulture);
        }

        return facts;
    }

    /// <summary>Collections that observers logged: <c>[place, generation]</c> each, the place being the last <c>show int</c> before the <c>show log</c>
    /// that has it.</summary>
    public static JsonArray Events(IReadOnlyList<ScenarioRow> rows)
    {
        var events = new JsonArray();
        double place = 0;
        foreach (ScenarioRow row in rows)
        {
            if (row.What == "int")
                place = double.Parse(row.Value!.ToJsonString(), CultureInfo.InvariantCulture);
            if (row.What != "log")
                continue;
            foreach (Match start in (row.Value as JsonArray ?? []).Select(line => Start().Match($"{line}")).Where(match => match.Success))
                events.Add(new JsonArray(JsonValue.Create(place), JsonValue.Create(start.Groups["generation"].ValueSpan[0] - '0')));
        }

        return events;
    }

    [GeneratedRegex("^start generation=(?<generation>[0-2]) ")]
    private static partial Regex Start();
}
