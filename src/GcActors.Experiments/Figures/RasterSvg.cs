namespace GcActors.Experiments.Figures;

/// <summary>Draws a <see cref="Raster"/>: a line for each generation, our collections above it and those of each interpreter below.</summary>
public static class RasterSvg
{
    private const double Left = 132;
    private const double Right = 14;
    private const double TickHeight = 7;
    private const double LaneGap = 6;
    private const double GroupGap = 14;
    private const double AxisHeight = 36;
    private const string Key = "Each tick is a collection; upper row of a generation: ours, below it: the real interpreter.";

    public static string Draw(Raster raster)
    {
        var page = new SvgPage(new FigureHead(
            raster.Title, Describe(raster), raster.Caption, Key, raster.IsColumn, "generation", ["0", "1", "2"]));
        double bottom = page.Top + raster.Groups.Sum(HeightOf);
        var svg = new SvgText();
        var axis = new Axis(EventsOf(raster).Select(e => e.X).Append(0), AxisScale.Linear, Left, page.Width - Right);
        foreach (double tick in axis.Ticks())
        {
            svg.Line(axis.Place(tick), page.Top, axis.Place(tick), bottom, "stroke=\"#e4e4e4\"");
            svg.Text(axis.Place(tick), bottom + 14, Axis.TickText(tick), "text-anchor=\"middle\" font-size=\"10\"");
        }

        double y = page.Top;
        foreach (RasterGroup group in raster.Groups)
        {
            DrawGroup(svg, group, axis, y);
            y += HeightOf(group);
        }

        svg.Text((Left + page.Width - Right) / 2, bottom + 30, raster.XTitle, "text-anchor=\"middle\"");
        return page.Finish(svg, bottom + AxisHeight);
    }

    private static IEnumerable<(double X, int Generation)> EventsOf(Raster raster) =>
        raster.Groups.SelectMany(g => g.Lanes).SelectMany(lane => lane.Events);

    private static double GenerationHeight(RasterGroup group) => (Math.Max(1, group.Lanes.Count) * (TickHeight + 1)) + LaneGap;

    private static double HeightOf(RasterGroup group) => (Raster.Generations * GenerationHeight(group)) + GroupGap;

    private static void DrawGroup(SvgText svg, RasterGroup group, Axis axis, double top)
    {
        svg.Text(8, top + 10, group.Label, "font-weight=\"bold\"");
        for (int lane = 0; lane < group.Lanes.Count; lane++)
            svg.Text(8, top + 24 + (lane * 11), (lane == 0 ? "upper: " : "lower: ") + group.Lanes[lane].Machine, "font-size=\"9\" fill=\"#555\"");
        for (int generation = 0; generation < Raster.Generations; generation++)
        {
            double y = top + (generation * GenerationHeight(group));
            svg.Text(Left - 8, y + TickHeight + 2, $"{generation}", $"text-anchor=\"end\" font-size=\"9\" fill=\"{Palette.ColourOf(generation)}\"");
            for (int lane = 0; lane < group.Lanes.Count; lane++)
                DrawTicks(svg, group.Lanes[lane], generation, axis, y + (lane * (TickHeight + 1)));
        }
    }

    private static void DrawTicks(SvgText svg, RasterLane lane, int generation, Axis axis, double y)
    {
        string path = string.Concat(lane.Events.Where(e => e.Generation == generation)
            .Select(e => $"M{SvgText.Number(axis.Place(e.X))} {SvgText.Number(y)}v{TickHeight}"));
        if (path.Length > 0)
            svg.Raw($"<path data-series=\"{generation}\" d=\"{path}\" stroke=\"{Palette.ColourOf(generation)}\" stroke-width=\"{(generation == 0 ? 0.8 : 1.6)}\"/>");
    }

    private static string Describe(Raster raster) =>
        $"Event raster of collections for {string.Join(", ", raster.Groups.Select(g => g.Label))}; the data are in the CSV file beside this figure.";
}
