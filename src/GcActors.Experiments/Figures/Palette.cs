namespace GcActors.Experiments.Figures;

/// <summary>Okabe and Ito's colours (2008), which colour-blind readers tell apart, and a marker for each, for print in grey.</summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    public static string ColourOf(int series) => Colours[series % Colours.Length];

    /// <summary>Path of a marker of radius r around (x, y).</summary>
    public static string MarkerPath(int series, double x, double y, double r) => (series % 4) switch
    {
        0 => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z",
        1 => $"M{N(x - r)} {N(y - r)}h{N(2 * r)}v{N(2 * r)}h{N(-2 * r)}z",
        2 => $"M{N(x)} {N(y - (1.3 * r))}l{N(1.3 * r)} {N(2.2 * r)}h{N(-2.6 * r)}z",
        _ => $"M{N(x)} {N(y - (1.4 * r))}l{N(1.4 * r)} {N(1.4 * r)}l{N(-1.4 * r)} {N(1.4 * r)}l{N(-1.4 * r)} {N(-1.4 * r)}z",
    };

    private static string N(double value) => SvgText.Number(value);
}
