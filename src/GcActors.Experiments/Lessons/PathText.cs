using System.Text;
using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Lessons;

/// <summary>Path data of SVG.</summary>
internal static class PathText
{
    private const double Radius = 7;

    public static string Curve((double X, double Y) from, (double X, double Y) c1, (double X, double Y) c2, (double X, double Y) to) =>
        $"M{Of(from)}C{Of(c1)} {Of(c2)} {Of(to)}";

    /// <summary>A line with rounded corners; sections are level or upright.</summary>
    public static string Corners(params (double X, double Y)[] points)
    {
        StringBuilder path = new("M" + Of(points[0]));
        for (int i = 1; i < points.Length - 1; i++)
        {
            path.Append('L').Append(Of(Toward(points[i], points[i - 1])));
            path.Append('Q').Append(Of(points[i])).Append(' ').Append(Of(Toward(points[i], points[i + 1])));
        }

        return path.Append('L').Append(Of(points[^1])).ToString();
    }

    private static (double X, double Y) Toward((double X, double Y) corner, (double X, double Y) other)
    {
        double dx = other.X - corner.X;
        double dy = other.Y - corner.Y;
        double length = Math.Abs(dx) + Math.Abs(dy);
        double cut = length == 0 ? 0 : Math.Min(Radius, length / 2) / length;
        return (corner.X + (dx * cut), corner.Y + (dy * cut));
    }

    private static string Of((double X, double Y) point) => $"{SvgText.Number(point.X)} {SvgText.Number(point.Y)}";
}
