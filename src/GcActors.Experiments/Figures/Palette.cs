namespace GcActors.Experiments.Figures;

/// <summary>
/// Okabe and Ito's colours (2008), which colour-blind readers tell apart; for print in grey each series has a marker, a dash and a hatch
/// of its own, too.
/// </summary>
internal static class Palette
{
    private static readonly string[] Colours = ["#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000"];

    private static readonly string[] Dashes = ["", "7 3", "2 2.5", "9 3 2 3", "4 2 1 2 1 2", "12 4", "1 4"];

    /// <summary>Lines over a fill in a square of eight units; the first has none.</summary>
    private static readonly string[] Hatches =
        ["", "M0 8L8 0", "M0 0L8 8", "M0 4H8", "M4 0V8", "M0 8L8 0M0 0L8 8", "M0 4H8M4 0V8"];

    public const int HatchSide = 8;

    public static IEnumerable<string> All => Colours;

    public static string ColourOf(int series) => Colours[series % Colours.Length];

    /// <summary>Value of <c>stroke-dasharray</c>; empty: a whole line.</summary>
    public static string DashOf(int series) => Dashes[series % Dashes.Length];

    /// <summary>Path of the lines over a fill; empty: none. Beyond seven series colours come again, with another hatch.</summary>
    public static string HatchOf(int series) => Hatches[(series + (series / Colours.Length)) % Hatches.Length];

    /// <summary>Path of a marker of radius r around (x, y).</summary>
    public static string MarkerPath(int series, double x, double y, double r) => (series % 7) switch
    {
        0 => $"M{N(x - r)} {N(y)}a{N(r)} {N(r)} 0 1 0 {N(2 * r)} 0a{N(r)} {N(r)} 0 1 0 {N(-2 * r)} 0z",
        1 => $"M{N(x - r)} {N(y - r)}h{N(2 * r)}v{N(2 * r)}h{N(-2 * r)}z",
        2 => $"M{N(x)} {N(y - (1.3 * r))}l{N(1.3 * r)} {N(2.2 * r)}h{N(-2.6 * r)}z",
        3 => $"M{N(x)} {N(y - (1.4 * r))}l{N(1.4 * r)} {N(1.4 * r)}l{N(-1.4 * r)} {N(1.4 * r)}l{N(-1.4 * r)} {N(-1.4 * r)}z",
        4 => $"M{N(x)} {N(y + (1.3 * r))}l{N(1.3 * r)} {N(-2.2 * r)}h{N(-2.6 * r)}z",
        5 => $"M{N(x - (1.3 * r))} {N(y - (0.4 * r))}h{N(0.9 * r)}v{N(-0.9 * r)}h{N(0.8 * r)}v{N(0.9 * r)}h{N(0.9 * r)}v{N(0.8 * r)}h{N(-0.9 * r)}v{N(0.9 * r)}h{N(-0.8 * r)}v{N(-0.9 * r)}h{N(-0.9 * r)}z",
        _ => $"M{N(x)} {N(y - (1.4 * r))}l{N(0.45 * r)} {N(0.95 * r)}h{N(0.95 * r)}l{N(-0.7 * r)} {N(0.75 * r)}l{N(0.3 * r)} {N(1.1 * r)}h{N(-2 * r)}l{N(0.3 * r)} {N(-1.1 * r)}l{N(-0.7 * r)} {N(-0.75 * r)}h{N(0.95 * r)}z",
    };

    private static string N(double value) => SvgText.Number(value);
}
