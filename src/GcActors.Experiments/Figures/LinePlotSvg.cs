using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Draws a <see cref="LinePlot"/>: markers are cells, hollow where inconclusive, lines join the means of a series, bands are 95 %
/// intervals, wide pale dashes what was expected.
/// </summary>
public static class LinePlotSvg
{
    private const double Left = 52;
    private const double Right = 14;
    private const double Gap = 22;
    private const double TitlesHeight = 36;
    private const double PlotHeight = 258;
    private const double AxisHeight = 38;
    private const double MarkerRadius = 3.5;
    private const string Grid = "stroke=\"#e4e4e4\"";

    public static string Draw(LinePlot plot)
    {
        string description = $"Line plot of {plot.YTitle} over {plot.XTitle}; the data are in the CSV file beside this figure.";
        var page = new SvgPage(new FigureHead(plot.Title, description, plot.Caption, KeyOf(plot), plot.IsColumn, plot.SeriesTitle, plot.Series));
        double top = page.Top + TitlesHeight;
        double bottom = top + PlotHeight;
        var svg = new SvgText();
        var y = new Axis(plot.Points.SelectMany(VisibleValues), plot.YScale, bottom, top);
        double width = (page.Width - Left - Right - (Gap * (plot.Panels.Count - 1))) / plot.Panels.Count;
        for (int i = 0; i < plot.Panels.Count; i++)
        {
            double left = Left + (i * (width + Gap));
            var x = new Axis(plot.Points.Select(p => p.X), plot.XScale, left, left + width);
            DrawPanel(svg, plot, plot.Panels[i], new Frame(x, y, left, left + width, top, bottom, HasLabels: i == 0));
        }

        svg.Text(8, page.Top + 12, plot.YTitle);
        svg.Text((Left + page.Width - Right) / 2, bottom + 32, plot.XTitle, "text-anchor=\"middle\"");
        return page.Finish(svg, bottom + AxisHeight);
    }

    /// <summary>A wide interval of a void cell must not squeeze the others.</summary>
    private static IEnumerable<double> VisibleValues(LinePlotPoint point) =>
        point.Y.IsConclusive ? [point.Y.Value, point.Y.Low, point.Y.High, point.Expected] : [point.Y.Value, point.Expected];

    private static void DrawPanel(SvgText svg, LinePlot plot, LinePlotPanel panel, Frame frame)
    {
        svg.Text((frame.Left + frame.Right) / 2, frame.Top - 6, panel.Title, "text-anchor=\"middle\" font-weight=\"bold\"");
        DrawAxes(svg, frame);
        foreach (double slope in plot.Slopes)
            DrawPowerLaw(svg, panel, frame, slope);
        for (int series = 0; series < plot.Series.Count; series++)
        {
            svg.Raw($"<g data-series=\"{series}\">");
            DrawSeries(svg, panel, frame, series);
            svg.Raw("</g>");
        }
    }

    private static void DrawSeries(SvgText svg, LinePlotPanel panel, Frame frame, int series)
    {
        string stroke = $"fill=\"none\" stroke=\"{Palette.ColourOf(series)}\"";
        DrawBand(svg, panel, frame, series);
        Polyline(svg, frame, panel.MeansOf(series, p => p.Expected), stroke + " stroke-dasharray=\"5 3\" stroke-width=\"2.5\" stroke-opacity=\"0.45\"");
        Polyline(svg, frame, panel.MeansOf(series, p => p.Y.Value), stroke + " stroke-width=\"1.3\"");
        foreach (LinePlotPoint point in panel.Points.Where(p => p.Series == series && p.Y.IsDefined))
            DrawPoint(svg, frame, point);
    }

    private static void DrawAxes(SvgText svg, Frame frame)
    {
        foreach (double tick in frame.X.Ticks())
        {
            svg.Line(frame.X.Place(tick), frame.Top, frame.X.Place(tick), frame.Bottom, Grid);
            svg.Text(frame.X.Place(tick), frame.Bottom + 14, Axis.TickText(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        foreach (double tick in frame.Y.Ticks())
        {
            svg.Line(frame.Left, frame.Y.Place(tick), frame.Right, frame.Y.Place(tick), Grid);
            if (frame.HasLabels)
                svg.Text(frame.Left - 6, frame.Y.Place(tick) + 4, Axis.TickText(tick), "text-anchor=\"end\" font-size=\"10\"");
        }

        svg.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, "stroke=\"#222\"");
        svg.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, "stroke=\"#222\"");
    }

    /// <summary>From the lowest point on, as far as the axis goes.</summary>
    private static void DrawPowerLaw(SvgText svg, LinePlotPanel panel, Frame frame, double slope)
    {
        LinePlotPoint[] defined = [.. panel.Points.Where(p => p.Y.IsDefined)];
        if (defined.Length == 0)
            return;
        LinePlotPoint from = defined.MinBy(p => (p.X, p.Y.Value))!;
        double x = Math.Min(panel.Points.Max(p => p.X), from.X * Math.Pow(defined.Max(p => p.Y.Value) / from.Y.Value, 1 / slope));
        double y = from.Y.Value * Math.Pow(x / from.X, slope);
        svg.Line(frame.X.Place(from.X), frame.Y.Place(from.Y.Value), frame.X.Place(x), frame.Y.Place(y), "stroke=\"#777\" stroke-dasharray=\"2 3\"");
        svg.Text(frame.X.Place(x) - 4, frame.Y.Place(y) + 28, $"slope {NumberText.Number(slope)}", "text-anchor=\"end\" font-size=\"9\" fill=\"#555\"");
    }

    /// <summary>Only where every cell of the series counts: a band with a hole would be read as one without.</summary>
    private static void DrawBand(SvgText svg, LinePlotPanel panel, Frame frame, int series)
    {
        LinePlotPoint[] points = [.. panel.Points.Where(p => p.Series == series)];
        if (points.Length < 2 || points.Any(p => !p.Y.IsConclusive || !p.Y.IsDefined) || points.All(p => p.Y.Low == p.Y.High))
            return;
        IEnumerable<(double X, double Y)> there = panel.MeansOf(series, p => p.Y.Low);
        IEnumerable<(double X, double Y)> back = panel.MeansOf(series, p => p.Y.High).Reverse();
        svg.Raw($"<polygon points=\"{PlacesOf(frame, there.Concat(back))}\" fill=\"{Palette.ColourOf(series)}\" fill-opacity=\"0.15\"/>");
    }

    private static void Polyline(SvgText svg, Frame frame, IReadOnlyList<(double X, double Y)> points, string attributes)
    {
        if (points.Count > 1)
            svg.Raw($"<polyline points=\"{PlacesOf(frame, points)}\" {attributes}/>");
    }

    private static string PlacesOf(Frame frame, IEnumerable<(double X, double Y)> points) =>
        string.Join(' ', points.Select(p => $"{SvgText.Number(frame.X.Place(p.X))},{SvgText.Number(frame.Y.Place(p.Y))}"));

    private static void DrawPoint(SvgText svg, Frame frame, LinePlotPoint point)
    {
        string marker = Palette.MarkerPath(point.Series, frame.X.Place(point.X), frame.Y.Place(point.Y.Value), MarkerRadius);
        string colour = Palette.ColourOf(point.Series);
        string fill = point.Y.IsConclusive ? $"fill=\"{colour}\" fill-opacity=\"0.8\"" : $"fill=\"#fff\" stroke=\"{colour}\"";
        svg.Raw($"<path d=\"{marker}\" {fill}><title>{SvgText.Escape(point.Y.Says(point.Cell))}</title></path>");
    }

    private static string KeyOf(LinePlot plot)
    {
        string bands = plot.Points.Any(p => p.Y.Low < p.Y.High) ? " Bands: 95 % intervals; hollow: inconclusive." : "";
        string expected = plot.Points.Any(p => double.IsFinite(p.Expected)) ? " Pale dashes: by formula." : "";
        return $"Markers: cells; lines join the means.{bands}{expected}";
    }

    private sealed record Frame(Axis X, Axis Y, double Left, double Right, double Top, double Bottom, bool HasLabels);
}
