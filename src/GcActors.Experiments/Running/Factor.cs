namespace GcActors.Experiments.Running;

/// <summary>A dimension of the matrix; its name is a tag.</summary>
/// <param name="Name">Tag name, short: <c>M</c>.</param>
/// <param name="Setting">The dotted key that the levels are values of; null where each level names its settings.</param>
/// <param name="Levels">In file order.</param>
public sealed record Factor(string Name, string? Setting, IReadOnlyList<FactorLevel> Levels)
{
    public FactorLevel LevelOf(string value) => new(value, new Dictionary<string, string> { [Setting!] = value });
}
