using GcActors.Experiments.Results;

namespace GcActors.Experiments.Figures;

/// <summary>Draws a <see cref="Heatmap"/>: shades of one hue, so that grey print keeps their order; the value in each cell; inconclusive ones hollow.</summary>
internal static class HeatmapSvg
{
    private const double RightMargin = 14;
    private const double CellHeight = 26;
    private const double MostCellWidth = 90;
    private const double PanelTitle = 20;
    private const double ColumnLabels = 18;
    private const double Gap = 1.5;

    /// <summary>From pale to dark blue in equal steps of lightness.</summary>
    private static readonly (int R, int G, int B)[] s_shades = [(239, 245, 251), (189, 215, 235), (115, 172, 214), (32, 117, 180), (3, 60, 115)];

    public static string Draw(Heatmap map)
    {
        string key = $"Darker is more, in {map.Unit}{(map.Scale == AxisScale.Linear ? "" : ", shades by logarithm")}; hollow with a question mark: inconclusive; a cell's tooltip has its 95 % interval.";
        var page = new SvgPage(new FigureHead(map.Title, Describe(map), map.Caption, key, map.IsColumn, "", []));
        double labels = 20 + map.Panels.SelectMany(p => p.Rows).Select(row => SvgText.WidthOf(row.Label, 11)).Append(SvgText.WidthOf(Corner(map), 9)).Max();
        double width = Math.Min(MostCellWidth, (page.Width - labels - RightMargin) / Math.Max(1, map.Columns.Count));
        var axis = new Axis(map.All.Where(cell => cell.Value.IsConclusive).Select(cell => cell.Value.Value), map.Scale, 0, 1);
        var svg = new SvgText();
        double y = page.Top + 4;
        foreach (HeatmapPanel panel in map.Panels)
            y = DrawPanel(svg, map, panel, axis, labels, width, y);
        return page.Finish(svg, y);
    }

    private static string Corner(Heatmap map) => $"{map.RowTitle} \\ {map.ColumnTitle}";

    /// <returns>Where it ends.</returns>
    private static double DrawPanel(SvgText svg, Heatmap map, HeatmapPanel panel, Axis axis, double left, double width, double y)
    {
        if (panel.Label.Length > 0)
        {
            svg.Text(8, y + 12, panel.Label, "font-weight=\"bold\"");
            y += PanelTitle;
        }

        svg.Text(left - 8, y + 11, Corner(map), "text-anchor=\"end\" font-size=\"9\" fill=\"#555\"");
        for (int column = 0; column < map.Columns.Count; column++)
            svg.Text(left + (width * (column + 0.5)), y + 11, map.Columns[column], "text-anchor=\"middle\"");
        y += ColumnLabels;
        foreach (HeatmapRow row in panel.Rows)
        {
            svg.Text(left - 8, y + 17, row.Label, "text-anchor=\"end\"");
            for (int column = 0; column < row.Cells.Count; column++)
            {
                if (row.Cells[column] is { } cell)
                    DrawCell(svg, cell, axis, left + (width * column), y, width);
            }

            y += CellHeight;
        }

        return y + 8;
    }

    private static void DrawCell(SvgText svg, HeatmapCell cell, Axis axis, double x, double y, double width)
    {
        svg.Raw($"<g><title>{SvgText.Escape(cell.Value.Says(cell.Cell))}</title>");
        string text = cell.Value.IsDefined ? NumberText.Number(cell.Value.Value) : "";
        if (!cell.Value.IsConclusive || !cell.Value.IsDefined)
        {
            svg.Rect(x + Gap, y + Gap, width - (2 * Gap), CellHeight - (2 * Gap), "fill=\"#fff\" stroke=\"#555\" stroke-dasharray=\"3 2\"");
            svg.Text(x + (width / 2), y + 17, $"{text} ?".Trim(), "text-anchor=\"middle\" font-size=\"10\" font-style=\"italic\"");
        }
        else
        {
            double shade = axis.Place(cell.Value.Value);
            svg.Rect(x + Gap, y + Gap, width - (2 * Gap), CellHeight - (2 * Gap), $"fill=\"{ShadeOf(shade)}\"");
            // Spelled so that the dark style leaves them: the shade below stays.
            svg.Text(x + (width / 2), y + 17, text, $"text-anchor=\"middle\" font-size=\"10\" fill=\"{(shade > 0.5 ? "#fefefe" : "#1a1a1a")}\"");
        }

        svg.Raw("</g>");
    }

    private static string ShadeOf(double place)
    {
        double at = Math.Clamp(place, 0, 1) * (s_shades.Length - 1);
        int below = Math.Min((int)at, s_shades.Length - 2);
        double rest = at - below;
        int Mix(int a, int b) => (int)Math.Round(a + (rest * (b - a)));
        ((int R, int G, int B) low, (int R, int G, int B) high) = (s_shades[below], s_shades[below + 1]);
        return $"#{Mix(low.R, high.R):x2}{Mix(low.G, high.G):x2}{Mix(low.B, high.B):x2}";
    }

    private static string Describe(Heatmap map) =>
        $"Heat map of {map.Unit} over {map.RowTitle} and {map.ColumnTitle}: {string.Join("; ", map.All.Select(cell => cell.Value.Says(cell.Cell)))}. "
        + "The data are in the CSV file beside this figure.";
}
