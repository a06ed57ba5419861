using System.Net;
using System.Reflection;
using System.Text;

namespace GcActors.Experiments.Reporting;

/// <summary>
/// One page that needs nothing beside itself: style and figures are in it, its policy forbids the network, and it reads the same without
/// its script, which only hides series, zooms and shows tooltips at once.
/// </summary>
internal static class HtmlReport
{
    public static string Write(Report report)
    {
        var body = new StringBuilder();
        foreach (ReportBlock block in report.Blocks)
            Append(body, block);
        Dictionary<string, string> parts = new(StringComparer.Ordinal)
        {
            ["title"] = Escape(report.Title),
            ["style"] = Resource("style.css"),
            ["script"] = Resource("script.js"),
            ["body"] = body.ToString(),
        };
        // What is filled in is never looked at again, so texts of the data cannot name a part.
        string[] pieces = Resource("page.html").Split("%%");
        return string.Concat(pieces.Select((piece, i) => i % 2 == 0 ? piece : parts[piece]));
    }

    private static void Append(StringBuilder html, ReportBlock block)
    {
        switch (block)
        {
            case ReportHeading heading:
                html.Append($"<h2>{Escape(heading.Text)}</h2>\n");
                break;
            case ReportSubheading heading:
                html.Append($"<h3>{Escape(heading.Text)}</h3>\n");
                break;
            case ReportParagraph paragraph:
                html.Append($"<p{ClassOf(paragraph.Tone)}>{Escape(paragraph.Text)}</p>\n");
                break;
            case ReportList list:
                html.Append("<ul>\n").AppendJoin('\n', list.Items.Select(item => $"<li>{Escape(item)}</li>")).Append("\n</ul>\n");
                break;
            case ReportTable table:
                AppendTable(html, table);
                break;
            case ReportFacts facts:
                html.Append("<dl>\n").AppendJoin('\n', facts.Names.Select(f => $"<dt>{Escape(f.Name)}</dt><dd>{Escape(f.Value)}</dd>")).Append("\n</dl>\n");
                break;
            case ReportFigure figure:
                html.Append($"<figure>\n{figure.Svg}<figcaption>Data: figures/{Escape(figure.Name)}.csv; specification: figures/{Escape(figure.Name)}.vl.json</figcaption>\n</figure>\n");
                break;
            case ReportCode code:
                html.Append($"<pre><code>{Escape(code.Text)}</code></pre>\n");
                break;
            case ReportDetails details:
                html.Append($"<details>\n<summary>{Escape(details.Summary)}</summary>\n");
                foreach (ReportBlock inner in details.Blocks)
                    Append(html, inner);
                html.Append("</details>\n");
                break;
        }
    }

    private static void AppendTable(StringBuilder html, ReportTable table)
    {
        string Number(int column) => table.IsNumber(column) ? " n" : "";
        html.Append("<div class=\"scroll\" tabindex=\"0\"><table>\n<thead><tr>")
            .AppendJoin("", table.Columns.Select((column, i) => $"<th scope=\"col\" class=\"c{Number(i)}\">{Escape(column)}</th>")).Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<ReportCell> row in table.Rows)
            html.Append("<tr>").AppendJoin("", row.Select((cell, i) => $"<td class=\"c{Number(i)}{ToneName(cell.Tone)}\">{CellText(cell)}</td>")).Append("</tr>\n");
        html.Append("</tbody></table></div>\n");
    }

    private static string CellText(ReportCell cell) => cell.Note.Length == 0 ? Escape(cell.Text) : $"{Escape(cell.Text)}<small>{Escape(cell.Note)}</small>";

    private static string ClassOf(Tone tone) => tone == Tone.Plain ? "" : $" class=\"note{ToneName(tone)}\"";

    private static string ToneName(Tone tone) => tone == Tone.Plain ? "" : $" {tone.ToString().ToLowerInvariant()}";

    private static string Escape(string text) => WebUtility.HtmlEncode(text);

    private static string Resource(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"report/{name}")
            ?? throw new InvalidOperationException($"the report's {name} is not embedded");
        using StreamReader reader = new(stream);
        return reader.ReadToEnd();
    }
}
