using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Draws a <see cref="DotPlot"/>. Points are blocks, the large marker is the
/// estimate, the bar its 95 % interval; what is inconclusive is hollow.
/// </summary>
public static class DotPlotSvg
{
    private const double LabelWidth = 132;
    private const double NarrowLabelWidth = 84;
    private const double PanelGap = 28;
    private const double RightMargin = 14;
    private const double PanelTitleHeight = 20;
    private const double GroupHeight = 24;
    private const double SeriesHeight = 15;
    private const double RowGap = 7;
    private const double AxisHeight = 38;
    private const string Key =
        "Small points: blocks; large marker: estimate; bar: 95 % interval; hollow: inconclusive; dashed: no cost, or no difference";
    private const double MarkerRadius = 4;
    private const double PointRadius = 1.7;

    public static string Draw(DotPlot plot)
    {
        bool hasBands = plot.Groups.SelectMany(g => g.Rows).SelectMany(r => r.Marks).Any(m => m.Predicted is not null);
        var page = new SvgPage(new FigureHead(
            plot.Title, Describe(plot), plot.Caption, Key + (hasBands ? "; grey band: predicted." : "."), plot.IsColumn, plot.SeriesTitle, plot.Series));
        double top = page.Top + PanelTitleHeight;
        double bottom = top + plot.Groups.Sum(group => HeightOf(group, plot.Series.Count));
        double labels = plot.IsColumn ? NarrowLabelWidth : LabelWidth;
        var svg = new SvgText();
        DrawLabels(svg, plot, top, labels);
        for (int panel = 0; panel < plot.Panels.Count; panel++)
        {
            double width = (page.Width - labels - RightMargin - (PanelGap * (plot.Panels.Count - 1))) / plot.Panels.Count;
            double left = labels + (panel * (width + PanelGap));
            DrawPanel(svg, plot, panel, new Frame(left, left + width, top, bottom));
        }

        return page.Finish(svg, bottom + AxisHeight);
    }

    private readonly record struct Frame(double Left, double Right, double Top, double Bottom);

    private static double HeightOf(DotPlotGroup group, int series) => GroupHeight + (group.Rows.Count * RowHeight(series));

    private static double RowHeight(int series) => (series * SeriesHeight) + RowGap;

    private static void DrawLabels(SvgText svg, DotPlot plot, double top, double labels)
    {
        double y = top;
        foreach (DotPlotGroup group in plot.Groups)
        {
            svg.Text(8, y + 16, group.Label, "font-weight=\"bold\"");
            y += GroupHeight;
            foreach (DotPlotRow row in group.Rows)
            {
                svg.Text(labels - 8, y + (plot.Series.Count * SeriesHeight / 2) + 4, row.Label, "text-anchor=\"end\"");
                y += RowHeight(plot.Series.Count);
            }
        }
    }

    private static void DrawPanel(SvgText svg, DotPlot plot, int panel, Frame frame)
    {
        DotPlotPanel spec = plot.Panels[panel];
        IEnumerable<double> visible = VisibleValues(plot.MarksOf(panel)).Append(spec.ReferenceLine).Where(v => !(v < spec.Least));
        var axis = new Axis(visible, spec.Scale, frame.Left, frame.Right);
        svg.Text(frame.Left, frame.Top - 8, spec.Title, "font-weight=\"bold\"");
        DrawAxis(svg, spec, axis, frame);
        double y = frame.Top;
        foreach (DotPlotGroup group in plot.Groups)
        {
            y += GroupHeight;
            foreach (DotPlotRow row in group.Rows)
            {
                foreach (DotPlotMark mark in row.Marks.Where(mark => mark.Panel == panel))
                    DrawMark(svg, mark, spec, axis, y + (SeriesHeight * (mark.Series + 0.5)));
                y += RowHeight(plot.Series.Count);
            }
        }
    }

    /// <summary>A wide interval of a void cell must not squeeze the others.</summary>
    private static IEnumerable<double> VisibleValues(IEnumerable<DotPlotMark> marks) =>
        marks.SelectMany(mark => mark.IsConclusive ? mark.BlockValues.Append(mark.Low).Append(mark.High) : mark.BlockValues);

    private static void DrawAxis(SvgText svg, DotPlotPanel panel, Axis axis, Frame frame)
    {
        foreach (double tick in axis.Ticks())
        {
            double x = axis.Place(tick);
            svg.Line(x, frame.Top, x, frame.Bottom, "stroke=\"#e4e4e4\"");
            svg.Text(x, frame.Bottom + 14, Axis.TickText(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        double reference = axis.Place(panel.ReferenceLine);
        svg.Line(reference, frame.Top, reference, frame.Bottom, "stroke=\"#555\" stroke-dasharray=\"4 3\"");
        svg.Line(frame.Left, frame.Bottom, frame.Right, frame.Bottom, "stroke=\"#222\"");
        svg.Text((frame.Left + frame.Right) / 2, frame.Bottom + 31, panel.AxisLabel, "text-anchor=\"middle\"");
    }

    private static void DrawMark(SvgText svg, DotPlotMark mark, DotPlotPanel spec, Axis axis, double y)
    {
        string colour = Palette.ColourOf(mark.Series);
        svg.Raw($"<g data-series=\"{mark.Series}\"><title>{SvgText.Escape(Tooltip(mark))}</title>");
        if (mark.Predicted is { } band)
            svg.Rect(axis.Place(band.Low), y - (SeriesHeight / 2) + 1, axis.Place(band.High) - axis.Place(band.Low), SeriesHeight - 2, "fill=\"#d8d8d8\"");
        foreach (double value in mark.BlockValues.Where(value => double.IsFinite(value) && !(value < spec.Least)))
            svg.Circle(axis.Place(value), y, PointRadius, $"fill=\"{colour}\" fill-opacity=\"0.4\"");
        if (!double.IsFinite(mark.Value))
        {
            svg.Text(axis.Place(spec.ReferenceLine) + 4, y + 3, "inconclusive", $"font-size=\"9\" font-style=\"italic\" fill=\"{colour}\"");
        }
        else if (mark.Value < spec.Least)
        {
            // A marker at the axis's end would be read as a value there.
            svg.Text(axis.Place(spec.Least.Value) + 2, y + 3, $"\u25c2 {NumberText.Number(mark.Value)}{(mark.IsConclusive ? "" : " ?")}", $"font-size=\"9\" fill=\"{colour}\"");
        }
        else
        {
            string dash = mark.IsConclusive ? "" : " stroke-dasharray=\"2 2\"";
            svg.Line(axis.Place(mark.Low), y, axis.Place(mark.High), y, $"stroke=\"{colour}\" stroke-width=\"2\"{dash}");
            string fill = mark.IsConclusive ? colour : "#fff";
            string marker = Palette.MarkerPath(mark.Series, axis.Place(mark.Value), y, MarkerRadius);
            svg.Raw($"<path d=\"{marker}\" fill=\"{fill}\" stroke=\"{colour}\" stroke-width=\"1.5\"/>");
        }

        svg.Raw("</g>");
    }

    private static string Tooltip(DotPlotMark mark)
    {
        string estimate = double.IsFinite(mark.Value)
            ? $"{mark.Cell}: {NumberText.Number(mark.Value)} [{NumberText.Number(mark.Low)}, {NumberText.Number(mark.High)}]"
            : $"{mark.Cell}: no value";
        if (mark.Predicted is { } band)
            estimate += $"; {band.Claim} predicts [{NumberText.Number(band.Low)}, {NumberText.Number(band.High)}]";
        return mark.IsConclusive ? estimate : $"{estimate}, inconclusive: {mark.Reason}";
    }

    private static string Describe(DotPlot plot)
    {
        int conclusive = plot.Groups.SelectMany(g => g.Rows).SelectMany(r => r.Marks).Count(m => m.IsConclusive);
        int all = plot.Groups.SelectMany(g => g.Rows).Sum(r => r.Marks.Count);
        return $"Dot plot. Panels: {string.Join("; ", plot.Panels.Select(p => $"{p.Title} ({p.AxisLabel})"))}. "
            + $"Groups: {string.Join("; ", plot.Groups.Select(g => g.Label))}. {conclusive} of {all} estimates are conclusive; "
            + "the data are in the CSV file beside this figure.";
    }
}
