using System.Globalization;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>Draws a <see cref="LinePlot"/>: markers are cells, lines join the means of a series, dashes are what was expected.</summary>
public static class LinePlotSvg
{
    private const double Left = 52;
    private const double Right = 14;
    private const double Gap = 22;
    private const double Top = 72;
    private const double Bottom = 330;
    private const double Height = Bottom + 76;
    private const double MarkerRadius = 3.5;
    private const string Grid = "stroke=\"#e4e4e4\"";

    public static string Draw(LinePlot plot)
    {
        var svg = new SvgText();
        SvgPage.Begin(svg, Height, plot.Title, $"Line plot of {plot.YTitle} over {plot.XTitle}; the data are in the CSV file beside this figure.");
        SvgPage.Legend(svg, plot.SeriesTitle, plot.Series);
        var y = new Axis(plot.Points.SelectMany(p => (double[])[p.Y, p.Expected]), plot.IsLogarithmicY, Bottom, Top);
        double width = (SvgPage.Width - Left - Right - (Gap * (plot.Panels.Count - 1))) / plot.Panels.Count;
        for (int i = 0; i < plot.Panels.Count; i++)
        {
            double left = Left + (i * (width + Gap));
            var x = new Axis(plot.Points.Select(p => p.X), plot.IsLogarithmicX, left, left + width);
            DrawPanel(svg, plot, plot.Panels[i], new Frame(x, y, left, left + width, HasLabels: i == 0));
        }

        svg.Text(8, Top - 22, plot.YTitle);
        svg.Text((Left + SvgPage.Width - Right) / 2, Bottom + 32, plot.XTitle, "text-anchor=\"middle\"");
        SvgPage.End(svg, Height, plot.Caption, KeyOf(plot));
        return svg.ToString();
    }

    private static void DrawPanel(SvgText svg, LinePlot plot, LinePlotPanel panel, Frame frame)
    {
        svg.Text((frame.Left + frame.Right) / 2, Top - 6, panel.Title, "text-anchor=\"middle\" font-weight=\"bold\"");
        DrawAxes(svg, frame);
        foreach (double slope in plot.Slopes)
            DrawPowerLaw(svg, panel, frame, slope);
        for (int series = 0; series < plot.Series.Count; series++)
        {
            string stroke = $"fill=\"none\" stroke=\"{Palette.ColourOf(series)}\"";
            Polyline(svg, frame, panel.MeansOf(series, p => p.Expected), stroke + " stroke-dasharray=\"5 3\" stroke-width=\"2.5\" stroke-opacity=\"0.45\"");
            Polyline(svg, frame, panel.MeansOf(series, p => p.Y), stroke + " stroke-width=\"1.3\"");
        }

        foreach (LinePlotPoint point in panel.Points.Where(p => double.IsFinite(p.Y)))
            DrawPoint(svg, frame, point);
    }

    private static void DrawAxes(SvgText svg, Frame frame)
    {
        foreach (double tick in frame.X.Ticks())
        {
            svg.Line(frame.X.Place(tick), Top, frame.X.Place(tick), Bottom, Grid);
            svg.Text(frame.X.Place(tick), Bottom + 14, Tick(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        foreach (double tick in frame.Y.Ticks())
        {
            svg.Line(frame.Left, frame.Y.Place(tick), frame.Right, frame.Y.Place(tick), Grid);
            if (frame.HasLabels)
                svg.Text(frame.Left - 6, frame.Y.Place(tick) + 4, Tick(tick), "text-anchor=\"end\" font-size=\"10\"");
        }

        svg.Line(frame.Left, Bottom, frame.Right, Bottom, "stroke=\"#222\"");
        svg.Line(frame.Left, Top, frame.Left, Bottom, "stroke=\"#222\"");
    }

    /// <summary>From the lowest point on, as far as the axis goes.</summary>
    private static void DrawPowerLaw(SvgText svg, LinePlotPanel panel, Frame frame, double slope)
    {
        LinePlotPoint from = panel.Points.Where(p => double.IsFinite(p.Y)).MinBy(p => (p.X, p.Y))!;
        double highest = panel.Points.Where(p => double.IsFinite(p.Y)).Max(p => p.Y);
        double x = Math.Min(panel.Points.Max(p => p.X), from.X * Math.Pow(highest / from.Y, 1 / slope));
        double y = from.Y * Math.Pow(x / from.X, slope);
        svg.Line(frame.X.Place(from.X), frame.Y.Place(from.Y), frame.X.Place(x), frame.Y.Place(y), "stroke=\"#777\" stroke-dasharray=\"2 3\"");
        svg.Text(frame.X.Place(x) - 4, frame.Y.Place(y) + 28, $"slope {NumberText.Number(slope)}", "text-anchor=\"end\" font-size=\"9\" fill=\"#555\"");
    }

    private static void Polyline(SvgText svg, Frame frame, IReadOnlyList<(double X, double Y)> points, string attributes)
    {
        if (points.Count > 1)
        {
            string path = string.Join(' ', points.Select(p => $"{SvgText.Number(frame.X.Place(p.X))},{SvgText.Number(frame.Y.Place(p.Y))}"));
            svg.Raw($"<polyline points=\"{path}\" {attributes}/>");
        }
    }

    private static void DrawPoint(SvgText svg, Frame frame, LinePlotPoint point)
    {
        string marker = Palette.MarkerPath(point.Series, frame.X.Place(point.X), frame.Y.Place(point.Y), MarkerRadius);
        svg.Raw($"<path d=\"{marker}\" fill=\"{Palette.ColourOf(point.Series)}\" fill-opacity=\"0.8\"><title>"
            + $"{SvgText.Escape($"{point.Cell}: {NumberText.Number(point.Y)}")}</title></path>");
    }

    private static string KeyOf(LinePlot plot)
    {
        string expected = plot.Points.Any(p => double.IsFinite(p.Expected)) ? " Dashed: by formula." : "";
        return $"Markers: cells; lines join the means.{expected}";
    }

    private static string Tick(double value) => Math.Abs(value) switch
    {
        >= 1e9 => (value / 1e9).ToString("0.##", CultureInfo.InvariantCulture) + " G",
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + " k",
        _ => NumberText.Number(value),
    };

    private sealed record Frame(Axis X, Axis Y, double Left, double Right, bool HasLabels);
}
