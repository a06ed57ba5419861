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

    public void Text(double x, double y, string text, string attributes = "") =>
        Raw($"<text x=\"{Number(x)}\" y=\"{Number(y)}\"{(attributes.Length > 0 ? " " + attributes : "")}>{Escape(text)}</text>");

    public static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    public override string ToString() => _text.ToString();
}
