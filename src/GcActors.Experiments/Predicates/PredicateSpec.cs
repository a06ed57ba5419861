namespace GcActors.Experiments.Predicates;

/// <summary>A claim written down before the run.</summary>
/// <param name="Id"><c>P1</c>.</param>
/// <param name="Text">In the predicate language.</param>
/// <param name="When"><c>quick</c>, <c>full</c> or <c>both</c>: the profiles whose levels it needs.</param>
/// <param name="Says">The claim in words.</param>
public sealed record PredicateSpec(string Id, string Text, string When, string Says)
{
    public bool AppliesTo(string profile) => When == "both" || When == profile;
}
