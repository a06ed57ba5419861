using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Draws <see cref="Curves"/>. As percentiles, x is the number of nines, so that a tail takes as much room as the body: each step to the
/// right is a tenth of the values before it (as HdrHistogram plots them).
/// </summary>
internal static class CurvesSvg
{
    private const double Left = 52;
    private const double RightMargin = 14;
    private const double PanelGap = 22;
    private const double TitlesHeight = 36;
    private const double PlotHeight = 220;
    private const double AxisHeight = 38;
    private static readonly double[] s_percentiles = [0, 0.5, 0.9, 0.99, 0.999, 0.9999, 0.99999];
    private static readonly double[] s_told = [0.5, 0.9, 0.99];

    public static string Draw(Curves curves)
    {
        const string Key = "Single values of all blocks that count, pooled; no intervals: values inside a process are not independent.";
        var page = new SvgPage(new FigureHead(
            curves.Title, Describe(curves), curves.Caption, Key, curves.IsColumn, curves.SeriesTitle, curves.Series, Swatch.Line));
        double top = page.Top + TitlesHeight;
        double bottom = top + PlotHeight;
        var svg = new SvgText();
        svg.Text(8, page.Top + 12, curves.IsPercentiles ? curves.TimeLabel : "share of all, %");
        svg.Text((Left + page.Width - RightMargin) / 2, bottom + 32, curves.IsPercentiles ? "percentile" : curves.TimeLabel, "text-anchor=\"middle\"");
        double width = (page.Width - Left - RightMargin - (PanelGap * (curves.Panels.Count - 1))) / Math.Max(1, curves.Panels.Count);
        for (int panel = 0; panel < curves.Panels.Count; panel++)
        {
            double left = Left + (panel * (width + PanelGap));
            DrawPanel(svg, curves, curves.Panels[panel], FrameOf(curves, left, left + width, top, bottom, panel == 0));
        }

        return page.Finish(svg, bottom + AxisHeight);
    }

    private static Frame FrameOf(Curves curves, double left, double right, double top, double bottom, bool hasLabels)
    {
        Curve[] all = [.. curves.Panels.SelectMany(panel => panel.Lines)];
        double[] times = [.. all.Where(line => line.SortedMs.Count > 0).SelectMany(line => (double[])[line.SortedMs[0], line.SortedMs[^1]])];
        double tail = Nines(1, all.Select(line => line.SortedMs.Count).DefaultIfEmpty(1).Max());
        return curves.IsPercentiles
            ? new Frame(new Axis([0, tail], AxisScale.Linear, left, right), new Axis(times, AxisScale.Log10, bottom, top), left, right, top, bottom, hasLabels)
            : new Frame(new Axis(times, AxisScale.Log10, left, right), new Axis([0, 1], AxisScale.Linear, bottom, top), left, right, top, bottom, hasLabels);
    }

    /// <summary>0.9 is 1, 0.99 is 2. The last of n values has no more nines than half a value beyond it.</summary>
    private static double Nines(double share, int values) => -Math.Log10(Math.Max(1 - share, 0.5 / values));

    private static void DrawPanel(SvgText svg, Curves curves, CurvePanel panel, Frame frame)
    {
        svg.Text((frame.Left + frame.Right) / 2, frame.Top - 6, panel.Label, "text-anchor=\"middle\" font-weight=\"bold\"");
        int most = curves.Panels.SelectMany(p => p.Lines).Select(line => line.SortedMs.Count).DefaultIfEmpty(1).Max();
        if (curves.IsPercentiles)
            DrawGrid(svg, frame, [.. s_percentiles.Where(p => Nines(p, int.MaxValue) <= Nines(1, most)).Select(p => (Nines(p, int.MaxValue), PercentText(p)))], TicksOf(frame.Y));
        else
            DrawGrid(svg, frame, TicksOf(frame.X), [.. new[] { 0, 0.25, 0.5, 0.75, 1 }.Select(share => (share, PercentText(share)))]);
        foreach (Curve line in panel.Lines)
            DrawLine(svg, curves, line, frame);
    }

    private static string PercentText(double share) => (share * 100).ToString("0.###", System.Globalization.CultureInfo.InvariantCulture);

    private static IReadOnlyList<(double, string)> TicksOf(Axis axis) => [.. axis.Ticks().Select(tick => (tick, Axis.TickText(tick)))];

    private static void DrawGrid(SvgText svg, Frame frame, IReadOnlyList<(double At, string Text)> xTicks, IReadOnlyList<(double At, string Text)> yTicks)
    {
        foreach ((double at, string text) in xTicks)
        {
            svg.Line(frame.X.Place(at), frame.Top, frame.X.Place(at), frame.Bottom, "stroke=\"#e4e4e4\"");
            svg.Text(frame.X.Place(at), frame.Bottom + 14, text, "text-anchor=\"middle\" font-size=\"10\"");
        }

        foreach ((double at, string text) in yTicks)
        {
            svg.Line(frame.Left, frame.Y.Place(at), frame.Right, frame.Y.Place(at), "stroke=\"#e4e4e4\"");
            if (frame.HasLabels)
                svg.Text(frame.Left - 6, frame.Y.Place(at) + 4, text, "text-anchor=\"end\" font-size=\"10\"");
        }

        svg.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, "stroke=\"#222\"");
        svg.Line(frame.Left, frame.Top, frame.Left, frame.Bottom, "stroke=\"#222\"");
    }

    private static void DrawLine(SvgText svg, Curves curves, Curve line, Frame frame)
    {
        if (line.SortedMs.Count == 0)
            return;
        int n = line.SortedMs.Count;
        (double X, double Y)[] places = [.. line.Steps().Select(step => curves.IsPercentiles
            ? (frame.X.Place(Nines(step.Share, n)), frame.Y.Place(step.Ms))
            : (frame.X.Place(step.Ms), frame.Y.Place(step.Share)))];
        double startX = curves.IsPercentiles ? frame.X.Place(0) : places[0].X;
        double startY = curves.IsPercentiles ? places[0].Y : frame.Y.Place(0);
        // Steps go right then up, for a value holds from its own place on.
        string path = $"M{SvgText.Number(startX)} {SvgText.Number(startY)}"
            + string.Concat(places.Select(p => curves.IsPercentiles ? $"V{SvgText.Number(p.Y)}H{SvgText.Number(p.X)}" : $"H{SvgText.Number(p.X)}V{SvgText.Number(p.Y)}"));
        svg.Raw($"<path data-series=\"{line.Series}\" d=\"{path}\" fill=\"none\" stroke=\"{Palette.ColourOf(line.Series)}\" stroke-width=\"1.6\" "
            + $"stroke-dasharray=\"{Palette.DashOf(line.Series)}\"><title>{SvgText.Escape(Tell(line))}</title></path>");
    }

    private static string Tell(Curve line) =>
        $"{line.Cell}: {line.SortedMs.Count} values; {string.Join(", ", s_told.Select(p => $"p{p * 100:0} {NumberText.Number(line.At(p))} ms"))}, longest {NumberText.Number(line.SortedMs[^1])} ms";

    private static string Describe(Curves curves) =>
        $"{(curves.IsPercentiles ? "Percentiles" : "Cumulative distribution")} of {curves.TimeLabel}. "
        + $"{string.Join("; ", curves.Panels.SelectMany(p => p.Lines).Where(l => l.SortedMs.Count > 0).Select(Tell))}. The data are in the CSV file beside this figure.";

    private sealed record Frame(Axis X, Axis Y, double Left, double Right, double Top, double Bottom, bool HasLabels);
}
