namespace GcActors.Core.Scenarios;

/// <summary>What is left of a scenario when its last statement has run, whatever was shown on the way.</summary>
/// <param name="Objects">The objects in the arenas: kind with label and references, such as <c>slots(x), 2 references</c>, and how many.</param>
/// <param name="Tracked">How many of them the collector tracks.</param>
/// <param name="Collected">Objects that all collections together found and gave up.</param>
/// <param name="Uncollectable">Objects that they found and had to keep.</param>
public sealed record ScenarioRemains(IReadOnlyDictionary<string, long> Objects, long Tracked, long Collected, long Uncollectable)
{
    /// <summary>The first fact in which two runs differ, or null.</summary>
    public string? DifferenceTo(ScenarioRemains other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if ((Collected, Uncollectable) != (other.Collected, other.Uncollectable))
        {
            return $"collected {Collected} and {Uncollectable} uncollectable, not {other.Collected} and {other.Uncollectable}";
        }

        string? kind = Objects.Keys.Union(other.Objects.Keys).Order(StringComparer.Ordinal)
            .FirstOrDefault(k => Objects.GetValueOrDefault(k) != other.Objects.GetValueOrDefault(k));
        return kind == null ? null : $"{Objects.GetValueOrDefault(kind)} of '{kind}' at the end, not {other.Objects.GetValueOrDefault(kind)}";
    }
}
