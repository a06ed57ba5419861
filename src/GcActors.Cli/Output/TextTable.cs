using Spectre.Console;
using Spectre.Console.Rendering;

namespace GcActors.Cli.Output;

/// <summary>A table on stdout: framed on a terminal, otherwise aligned columns, one row a line, that tools can cut.</summary>
internal static class TextTable
{
    public static void Write(CliContext context, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (context.IsOutTerminal)
        {
            WriteFramed(context, columns, rows);
        }
        else
        {
            WritePlain(context.Out, [columns, .. rows]);
        }
    }

    private static void WriteFramed(CliContext context, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        Table table = new Table().RoundedBorder();
        foreach (string column in columns)
        {
            table.AddColumn(Markup.Escape(column));
        }

        foreach (IReadOnlyList<string> row in rows)
        {
            table.AddRow(row.Select(IRenderable (cell) => new Text(cell)));
        }

        AnsiConsole.Create(new AnsiConsoleSettings
        {
            Out = new AnsiConsoleOutput(context.Out),
            ColorSystem = context.WantsColor ? ColorSystemSupport.Detect : ColorSystemSupport.NoColors,
        }).Write(table);
    }

    private static void WritePlain(TextWriter writer, IReadOnlyList<IReadOnlyList<string>> lines)
    {
        int[] widths = [.. Enumerable.Range(0, lines[0].Count).Select(column => lines.Max(line => line[column].Length))];
        foreach (IReadOnlyList<string> line in lines)
        {
            writer.WriteLine(string.Join("  ", line.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
