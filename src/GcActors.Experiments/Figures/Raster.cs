namespace GcActors.Experiments.Figures;

/// <summary>Collections in time, a group of lines for each cell; pure data.</summary>
/// <param name="Title">First line, and the accessible name.</param>
/// <param name="Caption">Below: experiment, profile.</param>
/// <param name="XTitle">Below the lines.</param>
/// <param name="Groups">Top to bottom.</param>
public sealed record Raster(string Title, string Caption, string XTitle, IReadOnlyList<RasterGroup> Groups)
{
    public bool IsColumn { get; init; }

    public const int Generations = 3;
}

/// <param name="Label">On the left.</param>
/// <param name="Lanes">Ours first, then the interpreters'.</param>
public sealed record RasterGroup(string Label, IReadOnlyList<RasterLane> Lanes);

/// <param name="Machine">Ours, or a version of CPython.</param>
/// <param name="Events">Place and generation of each collection.</param>
public sealed record RasterLane(string Machine, IReadOnlyList<(double X, int Generation)> Events);
