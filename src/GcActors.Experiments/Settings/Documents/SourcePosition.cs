namespace GcActors.Experiments.Settings.Documents;

/// <summary>Where in a file something stands; line and column count from 1.</summary>
public readonly record struct SourcePosition(string File, long Line, long Column)
{
    /// <summary><c>file:line:column</c>, as editors and terminals make a link of it.</summary>
    public override string ToString() => $"{File}:{Line}:{Column}";
}
