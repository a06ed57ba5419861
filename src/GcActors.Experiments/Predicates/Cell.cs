namespace GcActors.Experiments.Predicates;

/// <summary>A point of the sweep.</summary>
/// <param name="Name">Short and unique in the experiment.</param>
/// <param name="Tags">What predicates and figures address it by; keys in the experiment's order.</param>
/// <param name="Settings">Flattened settings, complete as far as the experiment gives them.</param>
public sealed record Cell(string Name, IReadOnlyDictionary<string, string> Tags, IReadOnlyDictionary<string, string> Settings)
{
    /// <summary>A double of another cell under a second name (rule A7); predicates cannot address it.</summary>
    public string? DoubleOf { get; init; }
}
