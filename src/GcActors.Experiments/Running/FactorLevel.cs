namespace GcActors.Experiments.Running;

/// <param name="Name">Tag value.</param>
/// <param name="Settings">Dotted keys that this level sets.</param>
public sealed record FactorLevel(string Name, IReadOnlyDictionary<string, string> Settings);
