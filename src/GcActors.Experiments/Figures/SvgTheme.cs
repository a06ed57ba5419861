using System.Text;

namespace GcActors.Experiments.Figures;

/// <summary>
/// Light, dark and print. Elements carry their colour as an attribute, which every reader of SVG knows; where style sheets are understood, a
/// variable takes the attribute's place, so that a page around the figure may set it, too. Print is light.
/// </summary>
internal static class SvgTheme
{
    public const string Ink = "#222";
    public const string Soft = "#555";
    public const string Grid = "#e4e4e4";
    public const string Paper = "#fff";
    public const string Band = "#d8d8d8";
    private const string Black = "#000000";

    /// <summary>Variable, colour on paper, colour on a dark screen.</summary>
    private static readonly (string Name, string Light, string Dark)[] s_colours =
    [
        ("ink", Ink, "#e6eaf0"), ("soft", Soft, "#a9b4c2"), ("grid", Grid, "#313a47"), ("paper", Paper, "#14181f"), ("band", Band, "#3a4452"),
        ("series-7", Black, "#ffffff"), ("series-1", Palette.ColourOf(0), "#3d9fe0"),
    ];

    public static string Style { get; } = Write();

    private static string Write()
    {
        var css = new StringBuilder("<style>");
        css.Append(".fig{").AppendJoin(';', s_colours.Select(c => $"--fig-{c.Name}:{c.Light}")).Append(";fill:var(--fig-ink)}");
        css.Append("@media screen and (prefers-color-scheme:dark){.fig{").AppendJoin(';', s_colours.Select(c => $"--fig-{c.Name}:{c.Dark}")).Append("}}");
        foreach ((string name, string light, string _) in s_colours)
            css.Append($".fig [fill=\"{light}\"]{{fill:var(--fig-{name})}}.fig [stroke=\"{light}\"]{{stroke:var(--fig-{name})}}");
        return css.Append("</style>").ToString();
    }
}
