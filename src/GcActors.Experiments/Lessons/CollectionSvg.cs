using GcActors.Core.Scenarios.Explaining;
using GcActors.Experiments.Figures;

namespace GcActors.Experiments.Lessons;

/// <summary>
/// Draws a collection: what holds from outside at the left, reachable objects beside it, unreachable ones below, cycles of garbage highlighted.
/// </summary>
public static class CollectionSvg
{
    private const string Key = "count: references to the object; gc_refs: what is left without those from inside the region.";
    private const int MostLetters = 20;
    private const double PillHeight = 24;
    private const double LegendTop = 66;
    private const double FooterHeight = 10;

    public static string Draw(CollectionLesson lesson)
    {
        DrawnGraph graph = new(lesson);
        DrawingGrid grid = new(graph, lesson.Record);
        DrawingRoutes routes = new(graph);
        double width = Math.Max(Measures.MinWidth, Measures.XOf(grid.Columns) - Measures.Gap + Measures.Margin);
        double height = Measures.YOf(grid.Rows) + FooterHeight;
        SvgText svg = new();
        Begin(svg, lesson, width, height);
        DrawLegend(svg, lesson);
        DrawBorder(svg, grid, width);
        foreach (DrawnRoute route in routes.All)
        {
            DrawEdge(svg, route);
        }

        foreach (DrawnNode node in graph.Nodes)
        {
            DrawRoot(svg, node, routes);
            DrawBox(svg, lesson, node);
        }

        string omitted = lesson.Omitted > 0 ? $"{CollectionText.Plural(lesson.Omitted, "object")} of the region not shown. " : "";
        svg.Text(14, height - 12, omitted + Key, "class=\"small\" fill=\"#555\"");
        svg.Raw("</svg>");
        return svg.ToString();
    }

    private static void Begin(SvgText svg, CollectionLesson lesson, double width, double height)
    {
        RecordedCollection record = lesson.Record;
        string w = SvgText.Number(width);
        string h = SvgText.Number(height);
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"{w}\" height=\"{h}\" viewBox=\"0 0 {w} {h}\" "
            + "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"12\" fill=\"#222\" aria-labelledby=\"title desc\">");
        svg.Raw($"<title id=\"title\">{SvgText.Escape(lesson.Title)}</title>");
        svg.Raw($"<desc id=\"desc\">Objects of a collection: {record.Survivors.Count} reachable, {record.Unreachable.Count} unreachable, "
            + $"{lesson.Cycles.Count} cycles.</desc>");
        svg.Raw($"<style>\n{FateStyle.Sheet}\n</style>");
        svg.Raw("<defs>");
        DrawArrow(svg, "arrow", "#555");
        DrawArrow(svg, "ring-arrow", "#D55E00");
        DrawArrow(svg, "root-arrow", "#0072B2");
        svg.Raw("</defs>");
        svg.Raw($"<rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>");
        svg.Text(14, 24, Cut(lesson.Title, (int)(width / 7.6)), "font-size=\"15\" font-weight=\"bold\"");
        string where = $"{lesson.File}, line {record.Line}. CPython {record.Version}, collection of generation {record.Generation}.";
        svg.Text(14, 43, where, "fill=\"#555\"");
    }

    private static void DrawArrow(SvgText svg, string name, string colour) => svg.Raw(
        $"<marker id=\"{name}\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerUnits=\"userSpaceOnUse\" "
        + $"markerWidth=\"9\" markerHeight=\"9\" orient=\"auto\">"
        + $"<path d=\"M0 0.5L8 4L0 7.5z\" fill=\"{colour}\"/></marker>");

    private static void DrawLegend(SvgText svg, CollectionLesson lesson)
    {
        double x = 14;
        IEnumerable<FateStyle> styles = lesson.Shown.Select(o => FateStyle.Of(lesson, o)).Distinct();
        foreach (FateStyle style in styles.OrderBy(style => style.Class, StringComparer.Ordinal))
        {
            string place = $"x=\"{SvgText.Number(x)}\" y=\"{LegendTop - 11}\"";
            svg.Raw($"<g class=\"box {style.Class}\"><rect {place} width=\"18\" height=\"13\" rx=\"3\"/></g>");
            svg.Text(x + 24, LegendTop, style.Key, "class=\"small\"");
            x += 40 + (style.Key.Length * 5.9);
        }
    }

    private static void DrawBorder(SvgText svg, DrawingGrid grid, double width)
    {
        if (!grid.HasGarbage || grid.FirstGarbageRow == 0)
        {
            return;
        }

        double y = Measures.YOf(grid.FirstGarbageRow) - 15;
        svg.Line(14, y, width - 14, y, "stroke=\"#ccc\" stroke-dasharray=\"2 4\"");
        svg.Text(14, y + 14, "unreachable", "class=\"small\" fill=\"#555\"");
    }

    private static void DrawEdge(SvgText svg, DrawnRoute route)
    {
        DrawnEdge edge = route.Edge;
        string kind = edge.IsWeak ? " weak" : edge.IsInCycle ? " ring" : "";
        svg.Raw($"<g class=\"edge{kind}\"><title>#{edge.From.Object.Number} {SvgText.Escape(edge.Label)} #{edge.To.Object.Number}</title>"
            + $"<path d=\"{route.Path}\" marker-end=\"url(#{(edge.IsInCycle ? "ring-" : "")}arrow)\"/>");
        if (route.HasRoom)
        {
            svg.Text(route.LabelX, route.LabelY, Cut(edge.Label, 11), $"text-anchor=\"{route.Anchor}\"");
        }

        svg.Raw("</g>");
    }

    private static void DrawRoot(SvgText svg, DrawnNode node, DrawingRoutes routes)
    {
        if (node.Root.Length == 0)
        {
            return;
        }

        (double x, double y) = routes.RootPort(node);
        double left = Measures.XOf(0);
        double middle = Measures.YOf(node.Row) + (Measures.BoxHeight / 2);
        double right = left + Measures.BoxWidth;
        svg.Raw("<g class=\"box root\">");
        DrawRectangle(svg, left, middle - (PillHeight / 2), PillHeight, PillHeight / 2);
        svg.Text(left + (Measures.BoxWidth / 2), middle + 4, Cut(node.Root, MostLetters), "text-anchor=\"middle\"");
        string path = PathText.Curve((right, middle), ((right + x) / 2, middle), ((right + x) / 2, y), (x, y));
        svg.Raw($"<path d=\"{path}\" fill=\"none\" stroke=\"#0072B2\" stroke-width=\"1.6\" marker-end=\"url(#root-arrow)\"/>");
        svg.Raw("</g>");
    }

    private static void DrawBox(SvgText svg, CollectionLesson lesson, DrawnNode node)
    {
        RecordedObject o = node.Object;
        (double x, double y) = Measures.CornerOf(node);
        string name = CollectionLesson.NameOf(o);
        string title = SvgText.Escape($"#{o.Number} {o.Kind} {name}".TrimEnd());
        svg.Raw($"<g class=\"box object {FateStyle.Of(lesson, o).Class}\"><title>{title}: {o.Fate}</title>");
        DrawRectangle(svg, x, y, Measures.BoxHeight, 6);
        svg.Text(x + 9, y + 17, Cut($"#{o.Number} {o.Kind}", MostLetters), "class=\"kind\"");
        svg.Text(x + 9, y + 32, Cut(name, MostLetters + 2), name.StartsWith('(') ? "class=\"gone\"" : "");
        string counts = o.Counts is { } c ? $"count {c.Count}<tspan class=\"gcrefs\">, gc_refs {c.GcRefs}</tspan>" : PlaceOf(o);
        svg.Raw($"<text x=\"{SvgText.Number(x + 9)}\" y=\"{SvgText.Number(y + 48)}\" class=\"small\">{counts}</text>");
        svg.Raw("</g>");
    }

    private static void DrawRectangle(SvgText svg, double x, double y, double height, double radius) => svg.Raw(
        $"<rect x=\"{SvgText.Number(x)}\" y=\"{SvgText.Number(y)}\" width=\"{Measures.BoxWidth}\" height=\"{height}\" rx=\"{radius}\"/>");

    private static string PlaceOf(RecordedObject o) =>
        o.Generation is >= 0 and < RecordedObject.PermanentGeneration ? $"in generation {o.Generation}" : CollectionLesson.GenerationOf(o);

    private static string Cut(string text, int letters) => text.Length <= letters ? text : text[..(letters - 1)] + "…";
}
