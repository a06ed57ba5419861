using System.Globalization;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Draws a <see cref="DotPlot"/>. Points are blocks, the large marker is the
/// estimate, the bar its 95 % interval; what is inconclusive is hollow.
/// </summary>
public static class DotPlotSvg
{
    private const double LabelWidth = 132;
    private const double PanelGap = 28;
    private const double RightMargin = 14;
    private const double Top = 64;
    private const double GroupHeight = 24;
    private const double SeriesHeight = 15;
    private const double RowGap = 7;
    private const double AxisHeight = 42;
    private const double CaptionHeight = 34;
    private const string Key = 
        "Small points: blocks; large marker: estimate; bar: 95 % interval; hollow: inconclusive; dashed: no cost, or no difference.";
    private const double MarkerRadius = 4;
    private const double PointRadius = 1.7;

    public static string Draw(DotPlot plot)
    {
        double bottom = Top + plot.Groups.Sum(group => HeightOf(group, plot.Series.Count));
        double height = bottom + AxisHeight + CaptionHeight;
        var svg = new SvgText();
        SvgPage.Begin(svg, height, plot.Title, Describe(plot));
        SvgPage.Legend(svg, plot.SeriesTitle, plot.Series);
        DrawLabels(svg, plot);
        for (int panel = 0; panel < plot.Panels.Count; panel++)
            DrawPanel(svg, plot, panel, bottom);
        SvgPage.End(svg, height, plot.Caption, Key);
        return svg.ToString();
    }

    private static double HeightOf(DotPlotGroup group, int series) => GroupHeight + (group.Rows.Count * RowHeight(series));

    private static double RowHeight(int series) => (series * SeriesHeight) + RowGap;

    private static void DrawLabels(SvgText svg, DotPlot plot)
    {
        double y = Top;
        foreach (DotPlotGroup group in plot.Groups)
        {
            svg.Text(8, y + 16, group.Label, "font-weight=\"bold\"");
            y += GroupHeight;
            foreach (DotPlotRow row in group.Rows)
            {
                svg.Text(LabelWidth - 8, y + (plot.Series.Count * SeriesHeight / 2) + 4, row.Label, "text-anchor=\"end\"");
                y += RowHeight(plot.Series.Count);
            }
        }
    }

    private static void DrawPanel(SvgText svg, DotPlot plot, int panel, double bottom)
    {
        double width = (SvgPage.Width - LabelWidth - RightMargin - (PanelGap * (plot.Panels.Count - 1))) / plot.Panels.Count;
        double left = LabelWidth + (panel * (width + PanelGap));
        DotPlotPanel spec = plot.Panels[panel];
        var axis = new Axis(VisibleValues(plot.MarksOf(panel)).Append(spec.ReferenceLine).Where(v => !(v < spec.Least)), spec.IsLogarithmic, left, left + width);
        svg.Text(left, Top - 8, spec.Title, "font-weight=\"bold\"");
        DrawAxis(svg, spec, axis, left, left + width, bottom);
        double y = Top;
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

    private static void DrawAxis(SvgText svg, DotPlotPanel panel, Axis axis, double left, double right, double bottom)
    {
        foreach (double tick in axis.Ticks())
        {
            double x = axis.Place(tick);
            svg.Line(x, Top, x, bottom, "stroke=\"#e4e4e4\"");
            svg.Text(x, bottom + 14, NumberText.Number(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        double reference = axis.Place(panel.ReferenceLine);
        svg.Line(reference, Top, reference, bottom, "stroke=\"#555\" stroke-dasharray=\"4 3\"");
        svg.Line(left, bottom, right, bottom, "stroke=\"#222\"");
        svg.Text((left + right) / 2, bottom + 31, panel.AxisLabel, "text-anchor=\"middle\"");
    }

    private static void DrawMark(SvgText svg, DotPlotMark mark, DotPlotPanel spec, Axis axis, double y)
    {
        string colour = Palette.ColourOf(mark.Series);
        svg.Raw($"<g><title>{SvgText.Escape(Tooltip(mark))}</title>");
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
        string estimate = string.Create(CultureInfo.InvariantCulture,
            $"{mark.Cell}: {NumberText.Number(mark.Value)} [{NumberText.Number(mark.Low)}, {NumberText.Number(mark.High)}]");
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
