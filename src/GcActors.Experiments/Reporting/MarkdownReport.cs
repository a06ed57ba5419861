using System.Text;

namespace GcActors.Experiments.Reporting;

/// <summary>The same for a repository or a pull request; figures are files beside it.</summary>
internal static class MarkdownReport
{
    public static string Write(Report report)
    {
        var text = new StringBuilder($"# {Escape(report.Title)}\n");
        foreach (ReportBlock block in report.Blocks)
            Append(text, block);
        return text.ToString();
    }

    private static void Append(StringBuilder text, ReportBlock block)
    {
        switch (block)
        {
            case ReportHeading heading:
                text.Append($"\n## {Escape(heading.Text)}\n");
                break;
            case ReportSubheading heading:
                text.Append($"\n### {Escape(heading.Text)}\n");
                break;
            case ReportParagraph paragraph:
                text.Append($"\n{(paragraph.Tone == Tone.Plain ? Escape(paragraph.Text) : $"**{Escape(paragraph.Text)}**")}\n");
                break;
            case ReportList list:
                text.Append('\n').AppendJoin("", list.Items.Select(item => $"- {Escape(item)}\n"));
                break;
            case ReportTable table:
                text.Append('\n').Append(Line(table.Columns.Select(Escape))).Append(Line(table.Columns.Select((_, i) => table.IsNumber(i) ? "---:" : "---")))
                    .AppendJoin("", table.Rows.Select(row => Line(row.Select(CellText))));
                break;
            case ReportFacts facts:
                text.Append('\n').AppendJoin("", facts.Names.Select(f => $"- {Escape(f.Name)}: {Escape(f.Value)}\n"));
                break;
            case ReportFigure figure:
                text.Append($"\n![{Escape(figure.Name)}](figures/{figure.Name}.svg)\n");
                break;
            case ReportCode code:
                text.Append($"\n    {OneLine(code.Text)}\n");
                break;
            case ReportDetails details:
                text.Append($"\n{Escape(details.Summary)}:\n");
                foreach (ReportBlock inner in details.Blocks)
                    Append(text, inner);
                break;
        }
    }

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |\n";

    private static string CellText(ReportCell cell) => (cell.Text, cell.Note) switch
    {
        (_, "") => Escape(cell.Text),
        ("", _) => Escape(cell.Note),
        _ => $"{Escape(cell.Text)} ({Escape(cell.Note)})",
    };

    private static string OneLine(string text) => text.ReplaceLineEndings(" ");

    /// <summary>Nothing of the data is markup.</summary>
    private static string Escape(string text)
    {
        var escaped = new StringBuilder();
        foreach (char c in OneLine(text))
        {
            if (c is '\\' or '`' or '*' or '_' or '[' or ']' or '<' or '>' or '|' or '#')
                escaped.Append('\\');
            escaped.Append(c);
        }

        return escaped.ToString();
    }
}
