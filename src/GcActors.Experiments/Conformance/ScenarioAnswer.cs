using GcActors.Core.Scenarios;

namespace GcActors.Experiments.Conformance;

/// <summary>What an interpreter, a real one or ours, makes of a scenario.</summary>
/// <param name="Rows">Its output, as far as it came.</param>
/// <param name="Problem">Why it did not come to its end, one line; null: it did.</param>
/// <param name="IsApplicable">False when the scenario is not for this version.</param>
public sealed record ScenarioAnswer(IReadOnlyList<ScenarioRow> Rows, string? Problem, bool IsApplicable = true)
{
    public static ScenarioAnswer NotApplicable { get; } = new([], null, IsApplicable: false);

    public static ScenarioAnswer Failed(string problem) => new([], problem);
}
