namespace GcActors.Experiments.Figures;

/// <summary>Draws <see cref="Bars"/>: a bar is the estimate, the line on it its 95 % interval; what is inconclusive is hollow.</summary>
internal static class BarsSvg
{
    private const double Left = 52;
    private const double RightMargin = 10;
    private const double PanelGap = 20;
    private const double TitlesHeight = 36;
    private const double PlotHeight = 200;
    private const double AxisHeight = 22;
    private const double GroupShare = 0.8;

    public static string Draw(Bars bars)
    {
        string key = "Bar: estimate; line on it: 95 % interval; hollow: inconclusive" + (bars.All.Any(bar => bar.Predicted is not null) ? "; grey band: predicted." : ".");
        var page = new SvgPage(new FigureHead(bars.Title, Describe(bars), bars.Caption, key, bars.IsColumn, bars.SeriesTitle, bars.Series, Swatch.Fill));
        double top = page.Top + TitlesHeight;
        double bottom = top + PlotHeight;
        var axis = new Axis(bars.All.SelectMany(VisibleValues).Append(bars.ReferenceLine), bars.Scale, bottom, top);
        var svg = new SvgText();
        svg.Text(8, page.Top + 12, bars.AxisLabel);
        double width = (page.Width - Left - RightMargin - (PanelGap * (bars.Panels.Count - 1))) / Math.Max(1, bars.Panels.Count);
        for (int panel = 0; panel < bars.Panels.Count; panel++)
        {
            double left = Left + (panel * (width + PanelGap));
            svg.Text(left + (width / 2), top - 6, bars.Panels[panel].Label, "text-anchor=\"middle\" font-weight=\"bold\"");
            DrawAxis(svg, axis, left, left + width, hasLabels: panel == 0);
            DrawGroups(svg, bars, bars.Panels[panel], page, axis, left, width, bottom);
            svg.Line(left, axis.Place(bars.ReferenceLine), left + width, axis.Place(bars.ReferenceLine), "stroke=\"#222\"");
        }

        return page.Finish(svg, bottom + AxisHeight);
    }

    private static IEnumerable<double> VisibleValues(Bar bar) =>
        bar.Value.IsConclusive ? [bar.Value.Value, bar.Value.Low, bar.Value.High] : [bar.Value.Value];

    private static void DrawAxis(SvgText svg, Axis axis, double left, double right, bool hasLabels)
    {
        foreach (double tick in axis.Ticks())
        {
            svg.Line(left, axis.Place(tick), right, axis.Place(tick), "stroke=\"#e4e4e4\"");
            if (hasLabels)
                svg.Text(left - 6, axis.Place(tick) + 4, Axis.TickText(tick), "text-anchor=\"end\" font-size=\"10\"");
        }
    }

    private static void DrawGroups(SvgText svg, Bars bars, BarPanel panel, SvgPage page, Axis axis, double left, double width, double bottom)
    {
        double groupWidth = width / panel.Groups.Count;
        double barWidth = groupWidth * GroupShare / bars.Series.Count;
        for (int group = 0; group < panel.Groups.Count; group++)
        {
            double from = left + (groupWidth * (group + ((1 - GroupShare) / 2)));
            svg.Text(left + (groupWidth * (group + 0.5)), bottom + 15, panel.Groups[group].Label, "text-anchor=\"middle\"");
            foreach (Bar bar in panel.Groups[group].Bars)
                DrawBar(svg, bars, bar, page, axis, from + (bar.Series * barWidth), barWidth - 1);
        }
    }

    private static void DrawBar(SvgText svg, Bars bars, Bar bar, SvgPage page, Axis axis, double x, double width)
    {
        svg.Raw($"<g data-series=\"{bar.Series}\"><title>{SvgText.Escape(bar.Value.Says(bar.Cell))}</title>");
        if (bar.Predicted is { } band)
            svg.Rect(x - 1, axis.Place(band.High), width + 2, axis.Place(band.Low) - axis.Place(band.High), "fill=\"#d8d8d8\"");
        if (bar.Value.IsDefined)
            DrawBody(svg, bars, bar, page, axis, x, width);
        else
            svg.Text(x + (width / 2), axis.Place(bars.ReferenceLine) - 4, "?", "text-anchor=\"middle\" font-style=\"italic\" fill=\"#555\"");
        svg.Raw("</g>");
    }

    private static void DrawBody(SvgText svg, Bars bars, Bar bar, SvgPage page, Axis axis, double x, double width)
    {
        double begin = axis.Place(bars.ReferenceLine);
        double end = axis.Place(bar.Value.Value);
        (double top, double height) = (Math.Min(begin, end), Math.Abs(end - begin));
        string colour = Palette.ColourOf(bar.Series);
        if (!bar.Value.IsConclusive)
        {
            svg.Rect(x, top, width, height, $"fill=\"#fff\" stroke=\"{colour}\" stroke-dasharray=\"3 2\"");
            return;
        }

        svg.Rect(x, top, width, height, $"fill=\"{colour}\"");
        if (page.HatchFill(bar.Series) is { } hatch)
            svg.Rect(x, top, width, height, $"fill=\"{hatch}\"");
        if (bar.Value.Low == bar.Value.High)
            return;
        double middle = x + (width / 2);
        double cap = Math.Min(4, width / 4);
        // A pale line below the dark one, for it to be seen on a dark bar.
        svg.Line(middle, axis.Place(bar.Value.Low), middle, axis.Place(bar.Value.High), "stroke=\"#fff\" stroke-width=\"3.5\"");
        svg.Line(middle, axis.Place(bar.Value.Low), middle, axis.Place(bar.Value.High), "stroke=\"#222\" stroke-width=\"1.5\"");
        foreach (double value in (double[])[bar.Value.Low, bar.Value.High])
            svg.Line(middle - cap, axis.Place(value), middle + cap, axis.Place(value), "stroke=\"#222\" stroke-width=\"1.5\"");
    }

    private static string Describe(Bars bars) =>
        $"Grouped bars of {bars.AxisLabel}: {string.Join("; ", bars.All.Select(bar => bar.Value.Says(bar.Cell)))}. The data are in the CSV file beside this figure.";
}
