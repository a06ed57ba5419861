namespace GcActors.Experiments.Figures;

/// <summary>What stands around a drawing.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Description">For who cannot see it.</param>
/// <param name="Caption">Below: where it comes from.</param>
/// <param name="Key">Below: what the marks mean.</param>
/// <param name="IsColumn">84 mm, a column of a paper; else 178 mm, its page.</param>
/// <param name="SeriesTitle">Before the legend.</param>
/// <param name="Legend">Names of the series, in colour order.</param>
/// <param name="Swatch">How the legend shows a series.</param>
internal sealed record FigureHead(
    string Title, string Description, string Caption, string Key, bool IsColumn, string SeriesTitle, IReadOnlyList<string> Legend, Swatch Swatch = Swatch.Marker);

internal enum Swatch
{
    Marker,
    Line,
    Fill,
}
