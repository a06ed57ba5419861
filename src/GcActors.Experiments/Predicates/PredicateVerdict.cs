namespace GcActors.Experiments.Predicates;

/// <param name="Spec">The claim.</param>
/// <param name="Truth">True: pass; false: fail; unknown: inconclusive.</param>
/// <param name="Comparisons">What it rests on.</param>
/// <param name="Reason">Why it is inconclusive: the missing cells with their gates, or "underpowered".</param>
public sealed record PredicateVerdict(PredicateSpec Spec, Truth Truth, IReadOnlyList<ComparisonResult> Comparisons, string Reason);
