namespace GcActors.Experiments.Predicates;

/// <summary>Kleene's three values (strong logic, 1938). Ordered so that <c>and</c> is the minimum and <c>or</c> the maximum.</summary>
public enum Truth
{
    False = 0,
    Unknown = 1,
    True = 2,
}
