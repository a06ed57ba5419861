namespace GcActors.Experiments.Figures;

/// <summary>What all figures have in common: 178 mm wide (two columns of a paper), four units a millimetre; title above, legend below it.</summary>
internal static class SvgPage
{
    public const double UnitsPerMm = 4;
    public const double Width = 178 * UnitsPerMm;

    private const double MarkerRadius = 4;

    public static void Begin(SvgText svg, double height, string title, string description)
    {
        svg.Raw("<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" width=\"178mm\" "
            + $"height=\"{SvgText.Number(height / UnitsPerMm)}mm\" viewBox=\"0 0 {Width} {SvgText.Number(height)}\" "
            + "font-family=\"Helvetica, Arial, sans-serif\" font-size=\"11\" fill=\"#222\" aria-labelledby=\"title desc\">");
        svg.Raw($"<title id=\"title\">{SvgText.Escape(title)}</title>");
        svg.Raw($"<desc id=\"desc\">{SvgText.Escape(description)}</desc>");
        svg.Raw($"<rect width=\"{Width}\" height=\"{SvgText.Number(height)}\" fill=\"#fff\"/>");
        svg.Text(8, 17, title, "font-size=\"13\" font-weight=\"bold\"");
    }

    public static void Legend(SvgText svg, string seriesTitle, IReadOnlyList<string> series)
    {
        double x = 8;
        svg.Text(x, 36, seriesTitle);
        x += (seriesTitle.Length * 6) + 12;
        for (int i = 0; i < series.Count; i++)
        {
            svg.Raw($"<path d=\"{Palette.MarkerPath(i, x, 32, MarkerRadius)}\" fill=\"{Palette.ColourOf(i)}\"/>");
            svg.Text(x + 9, 36, series[i]);
            x += 30 + (series[i].Length * 6.5);
        }
    }

    /// <param name="svg">Receives the end of the figure.</param>
    /// <param name="height">Of the page.</param>
    /// <param name="caption">Where it comes from.</param>
    /// <param name="key">What the marks mean.</param>
    public static void End(SvgText svg, double height, string caption, string key)
    {
        svg.Text(8, height - 19, caption, "font-size=\"9\" fill=\"#555\"");
        svg.Text(8, height - 7, key, "font-size=\"9\" fill=\"#555\"");
        svg.Raw("</svg>");
    }
}
