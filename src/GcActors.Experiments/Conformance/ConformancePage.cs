using System.Globalization;
using System.Text;

namespace GcActors.Experiments.Conformance;

/// <summary>The conformance table as a page in Markdown.</summary>
public static class ConformancePage
{
    /// <param name="cells">All cells, a scenario's side by side.</param>
    /// <param name="command">The line that writes the page again.</param>
    /// <param name="interpreters">Full versions of those asked side by side.</param>
    /// <param name="date">Of the comparison.</param>
    public static string Write(
        IReadOnlyList<ConformanceCell> cells, string command, IReadOnlyList<string> interpreters, DateTimeOffset date)
    {
        string[] versions = [.. cells.Select(cell => cell.Version).Distinct()];
        StringBuilder page = new();
        page.AppendLine("# Conformance").AppendLine();
        string sources = interpreters.Count == 0 ? "" : $" and with CPython {string.Join(", ", interpreters)} side by side";
        page.AppendLine(CultureInfo.InvariantCulture,
            $"Each scenario's output compared line by line with the stored one{sources}, {date:yyyy-MM-dd}: {Summary(cells)}. Written by").AppendLine();
        page.AppendLine("```sh").AppendLine(command).AppendLine("```").AppendLine();
        page.AppendLine("| scenario | " + string.Join(" | ", versions) + " |");
        page.AppendLine("|---|" + string.Concat(versions.Select(_ => "---|")));
        foreach (IGrouping<string, ConformanceCell> row in cells.GroupBy(cell => cell.Scenario))
        {
            page.AppendLine($"| {row.Key} | " + string.Join(" | ", row.Select(cell => Escaped(cell.Text))) + " |");
        }

        return page.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>Such as <c>3.9: 73 of 73 equal; 3.12: 76 of 76 equal</c>.</summary>
    public static string Summary(IEnumerable<ConformanceCell> cells) => string.Join("; ", cells.GroupBy(cell => cell.Version).Select(SummaryOf));

    private static string SummaryOf(IGrouping<string, ConformanceCell> version)
    {
        int compared = version.Count(cell => cell.Outcome is ConformanceOutcome.Equal or ConformanceOutcome.Different);
        return $"{version.Key}: {version.Count(cell => cell.Outcome == ConformanceOutcome.Equal)} of {compared} equal";
    }

    private static string Escaped(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
