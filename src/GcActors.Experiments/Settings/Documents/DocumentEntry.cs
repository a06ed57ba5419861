namespace GcActors.Experiments.Settings.Documents;

/// <summary>One <c>key: value</c> of a map.</summary>
public sealed record DocumentEntry(string Key, SourcePosition KeyPosition, DocumentNode Value);
