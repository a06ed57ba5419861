namespace GcActors.Experiments.Figures;

/// <summary>What all figures have in common: four units a millimetre; title, legend below it, then the drawing, caption and key.</summary>
internal sealed class SvgPage
{
    private const double UnitsPerMm = 4;
    private const double ColumnMm = 84;
    private const double PageMm = 178;
    private const double Side = 8;
    private const double MarkerRadius = 4;
    private const double TitleSize = 13;
    private const double LegendSize = 11;
    private const double SmallSize = 9;
    private const double LineGap = 1.3;

    private readonly FigureHead _head;
    private readonly double _widthMm;
    private readonly SvgText _top = new();
    private readonly string _id;

    public SvgPage(FigureHead head)
    {
        _head = head;
        _widthMm = head.IsColumn ? ColumnMm : PageMm;
        Width = _widthMm * UnitsPerMm;
        _id = IdOf(head.Title);
        Top = DrawLegend(DrawLines(_top, head.Title, 17, TitleSize, "font-size=\"13\" font-weight=\"bold\"")) + Side;
    }

    public double Width { get; }

    /// <summary>Where the drawing may begin.</summary>
    public double Top { get; }

    /// <summary>Fill of a series' hatch over its colour; null where it has none.</summary>
    public string? HatchFill(int series) => Palette.HatchOf(series).Length == 0 ? null : $"url(#{_id}-{series})";

    /// <summary>Fill of a remainder: grey lines on paper.</summary>
    public string RemainderFill => $"url(#{_id}-x)";

    /// <param name="drawing">Between <see cref="Top"/> and <paramref name="bottom"/>.</param>
    /// <param name="bottom">Where it ends.</param>
    public string Finish(SvgText drawing, double bottom)
    {
        var below = new SvgText();
        double y = DrawLines(below, _head.Caption, bottom + 15, SmallSize, "font-size=\"9\" fill=\"#555\"");
        y = DrawLines(below, _head.Key, y, SmallSize, "font-size=\"9\" fill=\"#555\"");
        string height = SvgText.Number(y - 4);
        var svg = new SvgText();
        svg.Raw($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"fig\" role=\"img\" width=\"{SvgText.Number(_widthMm)}mm\" "
            + $"height=\"{SvgText.Number((y - 4) / UnitsPerMm)}mm\" viewBox=\"0 0 {SvgText.Number(Width)} {height}\" "
            + $"font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\" fill=\"{SvgTheme.Ink}\" aria-labelledby=\"{_id}-title {_id}-desc\">");
        svg.Raw($"<title id=\"{_id}-title\">{SvgText.Escape(_head.Title)}</title>");
        svg.Raw($"<desc id=\"{_id}-desc\">{SvgText.Escape(_head.Description)}</desc>");
        svg.Raw(SvgTheme.Style);
        DefineHatches(svg);
        svg.Raw($"<rect width=\"{SvgText.Number(Width)}\" height=\"{height}\" fill=\"{SvgTheme.Paper}\"/>");
        return svg + _top.ToString() + drawing + below + "</svg>\n";
    }

    private static double DrawLines(SvgText svg, string text, double y, double size, string attributes, double width)
    {
        foreach (string line in SvgText.Wrap(text, size, width))
        {
            svg.Text(Side, y, line, attributes);
            y += size * LineGap;
        }

        return y;
    }

    private double DrawLines(SvgText svg, string text, double y, double size, string attributes) =>
        DrawLines(svg, text, y, size, attributes, Width - (2 * Side));

    /// <returns>Where it ends.</returns>
    private double DrawLegend(double y)
    {
        if (_head.Legend.Count == 0)
            return y - LegendSize;
        double x = Side;
        if (_head.SeriesTitle.Length > 0)
        {
            _top.Text(x, y, _head.SeriesTitle);
            x += SvgText.WidthOf(_head.SeriesTitle, LegendSize) + 14;
        }

        for (int series = 0; series < _head.Legend.Count; series++)
        {
            double width = SvgText.WidthOf(_head.Legend[series], LegendSize) + SwatchWidth + 14;
            if (x + width > Width && x > Side)
            {
                x = Side;
                y += LegendSize * LineGap;
            }

            _top.Raw($"<g data-toggle=\"{series}\">");
            DrawSwatch(series, x, y - 4);
            _top.Text(x + SwatchWidth, y, _head.Legend[series]);
            _top.Raw("</g>");
            x += width;
        }

        return y;
    }

    private double SwatchWidth => _head.Swatch == Swatch.Marker ? 14 : 24;

    private void DrawSwatch(int series, double x, double y)
    {
        string colour = Palette.ColourOf(series);
        switch (_head.Swatch)
        {
            case Swatch.Marker:
                _top.Raw($"<path d=\"{Palette.MarkerPath(series, x + MarkerRadius, y, MarkerRadius)}\" fill=\"{colour}\"/>");
                break;
            case Swatch.Line:
                _top.Line(x, y, x + 20, y, $"stroke=\"{colour}\" stroke-width=\"1.6\" stroke-dasharray=\"{Palette.DashOf(series)}\"");
                break;
            default:
                _top.Rect(x, y - 5, 20, 10, $"fill=\"{colour}\"");
                if (HatchFill(series) is { } hatch)
                    _top.Rect(x, y - 5, 20, 10, $"fill=\"{hatch}\"");
                break;
        }
    }

    private void DefineHatches(SvgText svg)
    {
        if (_head.Swatch != Swatch.Fill)
            return;
        svg.Raw("<defs>");
        for (int series = 0; series < _head.Legend.Count; series++)
        {
            if (HatchFill(series) is not null)
                Pattern(svg, $"{series}", Palette.HatchOf(series), "#ffffff");
        }

        Pattern(svg, "x", "M0 8L8 0M-2 2L2 -2M6 10L10 6", SvgTheme.Soft);
        svg.Raw("</defs>");
    }

    private void Pattern(SvgText svg, string name, string path, string colour) =>
        svg.Raw($"<pattern id=\"{_id}-{name}\" width=\"{Palette.HatchSide}\" height=\"{Palette.HatchSide}\" patternUnits=\"userSpaceOnUse\">"
            + $"<path d=\"{path}\" stroke=\"{colour}\" stroke-width=\"1.2\" fill=\"none\"/></pattern>");

    /// <summary>FNV-1a of the title: several figures stand in one page, and each run must write the same bytes.</summary>
    private static string IdOf(string title)
    {
        uint hash = 2166136261;
        foreach (char c in title)
            hash = (hash ^ c) * 16777619;
        return $"f{hash:x8}";
    }
}
