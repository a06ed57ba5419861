using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>One scenario under the rules of one version.</summary>
/// <param name="Outcome">What the comparisons came to.</param>
/// <param name="Note">The first difference or problem in few words, or "".</param>
/// <param name="Detail">The first difference with context, or null.</param>
public sealed record ConformanceCell(string Scenario, string Version, ConformanceOutcome Outcome, string Note = "", ScenarioDifference? Detail = null)
{
    /// <summary>For a table: a check mark, <c>n/a</c>, or the note.</summary>
    public string Text => Outcome switch
    {
        ConformanceOutcome.Equal => "✓",
        ConformanceOutcome.NotApplicable => "n/a",
        ConformanceOutcome.NothingToCompare => "no expectation",
        _ => Note,
    };
}
