using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Draws <see cref="StackedBars"/>. Below each bar a thin line from the end of a segment is the 95 % interval of that part, in lanes so
/// that neighbours stay apart; the thick tick across the bar is the whole, with its interval. What is inconclusive is hollow.
/// </summary>
internal static class StackedBarsSvg
{
    private const double RightMargin = 14;
    private const double GroupHeight = 22;
    private const double BarHeight = 16;
    private const double LaneHeight = 3.5;
    private const int Lanes = 3;
    private const double RowGap = 9;
    private const double RowHeight = BarHeight + (Lanes * LaneHeight) + RowGap;
    private const double AxisHeight = 36;
    private const double InSegmentSize = 9;
    private const string Key = "Thin line below a part: its 95 % interval; tick across the bar: the whole, with interval; grey lines: what no part explains; "
        + "hollow: inconclusive; left of zero: a negative part.";

    public static string Draw(StackedBars bars)
    {
        StackedPart[] coloured = [.. bars.Parts.Where(part => !part.IsResidual)];
        var page = new SvgPage(new FigureHead(
            bars.Title, Describe(bars), bars.Caption, Key, bars.IsColumn, "", [.. coloured.Select(part => part.Label)], Swatch.Fill));
        double labels = LabelWidth(bars);
        double bottom = page.Top + bars.Groups.Sum(HeightOf);
        var axis = new Axis(ValuesOf(bars).Append(0), AxisScale.Linear, labels, page.Width - RightMargin);
        var svg = new SvgText();
        DrawAxis(svg, bars, axis, page, labels, bottom);
        double y = page.Top;
        foreach (StackedGroup group in bars.Groups)
        {
            if (group.Label.Length > 0)
                svg.Text(8, y + 14, group.Label, "font-weight=\"bold\"");
            y += HeadOf(group);
            foreach (StackedRow row in group.Rows)
            {
                svg.Text(labels - 8, y + 12, row.Label, "text-anchor=\"end\"");
                DrawRow(svg, bars, row, axis, page, y);
                y += RowHeight;
            }
        }

        return page.Finish(svg, bottom + AxisHeight);
    }

    private static double HeadOf(StackedGroup group) => group.Label.Length > 0 ? GroupHeight : 4;

    private static double HeightOf(StackedGroup group) => HeadOf(group) + (group.Rows.Count * RowHeight);

    private static double LabelWidth(StackedBars bars) => 20 + bars.Rows.Select(row => SvgText.WidthOf(row.Label, 11)).DefaultIfEmpty(0).Max();

    /// <summary>Both ends of all segments, and intervals of what counts: those of void cells must not squeeze the others.</summary>
    private static IEnumerable<double> ValuesOf(StackedBars bars) => bars.Rows.SelectMany(row => row.Segments()
        .SelectMany(s => row.Values[s.Part].IsConclusive ? (double[])[s.From, s.To, s.From + row.Values[s.Part].Low, s.From + row.Values[s.Part].High] : [s.From, s.To])
        .Concat(row.Whole is { IsConclusive: true } whole ? [whole.Value, whole.Low, whole.High] : []));

    private static void DrawAxis(SvgText svg, StackedBars bars, Axis axis, SvgPage page, double left, double bottom)
    {
        foreach (double tick in axis.Ticks())
        {
            svg.Line(axis.Place(tick), page.Top, axis.Place(tick), bottom, "stroke=\"#e4e4e4\"");
            svg.Text(axis.Place(tick), bottom + 13, Axis.TickText(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        svg.Line(axis.Place(0), page.Top, axis.Place(0), bottom, "stroke=\"#222\"");
        svg.Text((left + page.Width - RightMargin) / 2, bottom + 28, bars.AxisLabel, "text-anchor=\"middle\"");
    }

    private static void DrawRow(SvgText svg, StackedBars bars, StackedRow row, Axis axis, SvgPage page, double y)
    {
        int drawn = 0;
        foreach ((int part, double from, double to) in row.Segments())
        {
            svg.Raw($"<g data-series=\"{part}\"><title>{SvgText.Escape($"{row.Cell}, {row.Values[part].Says(bars.Parts[part].Label)}")}</title>");
            DrawSegment(svg, bars, part, row.Values[part], axis.Place(from), axis.Place(to), page, y);
            DrawInterval(svg, row.Values[part], from, axis, y + BarHeight + (LaneHeight * ((drawn % Lanes) + 0.7)), part, bars);
            svg.Raw("</g>");
            drawn++;
        }

        if (drawn == 0)
            svg.Text(axis.Place(0) + 4, y + 12, "no value", "font-size=\"9\" font-style=\"italic\" fill=\"#555\"");
        if (row.Whole is { IsDefined: true } whole)
            DrawWhole(svg, row, whole, axis, y);
    }

    private static void DrawSegment(SvgText svg, StackedBars bars, int part, PlotValue value, double from, double to, SvgPage page, double y)
    {
        double left = Math.Min(from, to);
        double width = Math.Abs(to - from);
        string colour = bars.Parts[part].IsResidual ? SvgTheme.Soft : Palette.ColourOf(part);
        if (!value.IsConclusive)
        {
            svg.Rect(left, y, width, BarHeight, $"fill=\"#fff\" stroke=\"{colour}\" stroke-dasharray=\"3 2\"");
        }
        else if (bars.Parts[part].IsResidual)
        {
            svg.Rect(left, y, width, BarHeight, $"fill=\"{page.RemainderFill}\" stroke=\"{colour}\"");
        }
        else
        {
            svg.Rect(left, y, width, BarHeight, $"fill=\"{colour}\" stroke=\"#fff\" stroke-width=\"0.5\"");
            if (page.HatchFill(part) is { } hatch)
                svg.Rect(left, y, width, BarHeight, $"fill=\"{hatch}\"");
        }

        if (width > SvgText.WidthOf(bars.Parts[part].Name, InSegmentSize) + 8)
            DrawName(svg, bars.Parts[part].Name, left + (width / 2), y);
    }

    /// <summary>On a plate, because there are lines below it.</summary>
    private static void DrawName(SvgText svg, string name, double x, double y)
    {
        double width = SvgText.WidthOf(name, InSegmentSize) + 5;
        svg.Rect(x - (width / 2), y + 3, width, BarHeight - 6, "rx=\"2\" fill=\"#fff\"");
        svg.Text(x, y + 11.3, name, $"text-anchor=\"middle\" font-size=\"{InSegmentSize}\"");
    }

    private static void DrawInterval(SvgText svg, PlotValue value, double from, Axis axis, double y, int part, StackedBars bars)
    {
        if (!value.IsConclusive || value.Low == value.High)
            return;
        string colour = bars.Parts[part].IsResidual ? SvgTheme.Soft : Palette.ColourOf(part);
        svg.Line(axis.Place(from + value.Low), y, axis.Place(from + value.High), y, $"stroke=\"{colour}\" stroke-width=\"1.4\"");
        svg.Circle(axis.Place(from + value.Value), y, 1.5, $"fill=\"{colour}\"");
    }

    private static void DrawWhole(SvgText svg, StackedRow row, PlotValue whole, Axis axis, double y)
    {
        svg.Raw($"<g><title>{SvgText.Escape($"{row.Cell}, {whole.Says("whole")}")}</title>");
        string dash = whole.IsConclusive ? "" : " stroke-dasharray=\"2 2\"";
        svg.Line(axis.Place(whole.Value), y - 3, axis.Place(whole.Value), y + BarHeight + 2, $"stroke=\"#222\" stroke-width=\"2.4\"{dash}");
        if (whole.IsConclusive)
            svg.Line(axis.Place(whole.Low), y - 2, axis.Place(whole.High), y - 2, "stroke=\"#222\" stroke-width=\"1.2\"");
        svg.Raw("</g>");
    }

    private static string Describe(StackedBars bars)
    {
        string PartsOf(StackedRow row) => string.Join(", ", bars.Parts.Zip(row.Values, (part, value) =>
            $"{part.Name} {(value.IsDefined ? NumberText.Number(value.Value) : "?")}"));
        IEnumerable<string> rows = bars.Groups.SelectMany(group => group.Rows.Select(row =>
            $"{(group.Label.Length > 0 ? group.Label + ", " : "")}{row.Label}: {PartsOf(row)}"));
        return $"Stacked bars of {string.Join(", ", bars.Parts.Select(part => part.Label))}, in {bars.AxisLabel}. {string.Join("; ", rows)}. "
            + "The data are in the CSV file beside this figure.";
    }
}
