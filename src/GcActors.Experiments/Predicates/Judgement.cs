namespace GcActors.Experiments.Predicates;

/// <summary>The truth of a predicate and the comparisons that made it.</summary>
/// <param name="Truth">Three-valued.</param>
/// <param name="Comparisons">In the order of the text.</param>
public sealed record Judgement(Truth Truth, IReadOnlyList<ComparisonResult> Comparisons)
{
    public static Judgement Combine(Judgement a, Judgement b, Func<Truth, Truth, Truth> connective) =>
        new(connective(a.Truth, b.Truth), [.. a.Comparisons, .. b.Comparisons]);
}
