using System.Text;

namespace GcActors.Experiments.Lessons;

/// <summary>Plain text with numbered sections and aligned columns.</summary>
internal sealed class LessonPage
{
    /// <summary>Of one list; what is left out is counted.</summary>
    public const int MostLines = 100;

    private const int MostInALine = 8;
    private readonly StringBuilder _text = new();
    private int _sections;

    public void Section(string title)
    {
        _text.Append('\n').Append(++_sections).Append(". ").Append(title).Append('\n');
    }

    /// <summary>Indented below a section's title.</summary>
    public void Line(string text) => _text.Append(_sections == 0 ? "" : "   ").Append(text).Append('\n');

    /// <param name="columns">Titles, or null.</param>
    /// <param name="sides">One letter a column: l left, r right.</param>
    public void Table(string[]? columns, string sides, IReadOnlyList<string[]> rows)
    {
        string[][] lines = columns == null ? [.. rows] : [columns, .. rows];
        int[] widths = [.. sides.Select((_, column) => lines.Max(line => (int?)line[column].Length) ?? 0)];
        foreach (string[] line in lines)
        {
            Line(string.Join("  ", line.Select((cell, column) => Pad(cell, widths[column], sides[column]))).TrimEnd());
        }
    }

    private static string Pad(string cell, int width, char side) => side == 'r' ? cell.PadLeft(width) : cell.PadRight(width);

    public void Omitted(int count, string noun = "object")
    {
        if (count > 0)
        {
            Line($"… and {CollectionText.Plural(count, noun)} more");
        }
    }

    /// <summary>The first few of many.</summary>
    public static string Few(IEnumerable<string> items, string separator = ", ")
    {
        string[] all = [.. items];
        return all.Length <= MostInALine
            ? string.Join(separator, all)
            : $"{string.Join(separator, all.Take(MostInALine))}{separator}… ({all.Length:N0})";
    }

    public override string ToString() => _text.ToString();
}
