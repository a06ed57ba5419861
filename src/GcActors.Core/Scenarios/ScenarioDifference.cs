using System.Globalization;
using System.Text;

namespace GcActors.Core.Scenarios;

/// <summary>Where two outputs part: a row that differs, or that only one of them has.</summary>
/// <param name="Index">Of the row, from 0.</param>
/// <param name="Before">The last rows that are equal.</param>
/// <param name="Expected">Null when the expected output ends before it.</param>
/// <param name="Actual">Null when the actual output ends before it.</param>
public sealed record ScenarioDifference(int Index, IReadOnlyList<ScenarioRow> Before, ScenarioRow? Expected, ScenarioRow? Actual)
{
    /// <summary>Line of the scenario that the row belongs to.</summary>
    public int Line => (Expected ?? Actual)!.Line;

    /// <summary>Few words for a table's cell.</summary>
    public string Short => $"row {Index + 1}, line {Line}: {Name(Expected ?? Actual!)}";

    /// <summary>Several lines: the rows before, then both sides.</summary>
    public override string ToString()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"first difference in row {Index + 1}, line {Line} of the scenario");
        foreach (ScenarioRow row in Before)
        {
            text.AppendLine("    " + ScenarioRowWriter.Format(row));
        }

        text.AppendLine("  - " + (Expected is { } expected ? ScenarioRowWriter.Format(expected) : "(the expected output ends here)"));
        text.Append("  + " + (Actual is { } actual ? ScenarioRowWriter.Format(actual) : "(the output ends here)"));
        return text.ToString();
    }

    private static string Name(ScenarioRow row) => row.Verb == "note"
        ? "note"
        : string.Join(' ', new[] { row.What }.Concat(row.Args!.Select(word => word!.ToString())));
}
