namespace GcActors.Experiments.Running;

/// <summary>Completes and checks the settings of a cell before anything runs. Called once a cell.</summary>
public interface ISettingsResolver
{
    /// <summary>Plan, workload defaults and overrides flattened into every setting that the trial will have.</summary>
    IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings);

    /// <summary>Why this build cannot run such a cell, which is then left out and named; null: it can, or <see cref="Resolve"/> says what is wrong.</summary>
    string? WhyMissing(IReadOnlyDictionary<string, string> settings);

    /// <summary>Hash of resolved settings.</summary>
    string TrialId(IReadOnlyDictionary<string, string> resolved);
}
