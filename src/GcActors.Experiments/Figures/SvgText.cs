using System.Globalization;
using System.Text;

namespace GcActors.Experiments.Figures;

/// <summary>Writes SVG elements; equal input gives equal bytes.</summary>
internal sealed class SvgText
{
    private readonly StringBuilder _text = new();

    public static string Number(double value)
    {
        string text = value.ToString("0.##", CultureInfo.InvariantCulture);
        return text == "-0" ? "0" : text;
    }

    public void Raw(string line) => _text.Append(line).Append('\n');

    public void Line(double x1, double y1, double x2, double y2, string attributes) =>
        Raw($"<line x1=\"{Number(x1)}\" y1=\"{Number(y1)}\" x2=\"{Number(x2)}\" y2=\"{Number(y2)}\" {attributes}/>");

    public void Circle(double x, double y, double r, string attributes) =>
        Raw($"<circle cx=\"{Number(x)}\" cy=\"{Number(y)}\" r=\"{Number(r)}\" {attributes}/>");

    public void Rect(double x, double y, double width, double height, string attributes) =>
        Raw($"<rect x=\"{Number(x)}\" y=\"{Number(y)}\" width=\"{Number(width)}\" height=\"{Number(height)}\" {attributes}/>");

    public void Text(double x, double y, string text, string attributes = "") =>
        Raw($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</text>");

    /// <summary>About how wide a text is: a writer of text has no fonts to measure with.</summary>
    public static double WidthOf(string text, double size) => text.Length * size * 0.51;

    /// <summary>Lines of at most a width, broken at spaces.</summary>
    public static IReadOnlyList<string> Wrap(string text, double size, double width)
    {
        var lines = new List<string>();
        string line = "";
        foreach (string word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            string longer = line.Length == 0 ? word : $"{line} {word}";
            if (line.Length > 0 && WidthOf(longer, size) > width)
            {
                lines.Add(line);
                longer = word;
            }

            line = longer;
        }

        return line.Length == 0 ? lines : [.. lines, line];
    }

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public override string ToString() => _text.ToString();
}
