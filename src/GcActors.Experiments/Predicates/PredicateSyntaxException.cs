namespace GcActors.Experiments.Predicates;

/// <summary>A predicate, metric or verdict that cannot be read; the message names the column in the text.</summary>
public sealed class PredicateSyntaxException(string text, int column, string problem)
    : Exception($"column {column} of '{text}': {problem}")
{
    /// <summary>One-based.</summary>
    public int Column { get; } = column;

    public string Problem { get; } = problem;
}
