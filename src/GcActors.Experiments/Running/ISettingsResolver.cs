namespace GcActors.Experiments.Running;

/// <summary>Completes and checks the settings of a cell before anything runs. Called once a cell.</summary>
public interface ISettingsResolver
{
    /// <summary>Plan, workload defaults and overrides flattened into every setting that the trial will have.</summary>
    IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings);

    /// <summary>Hash of resolved settings.</summary>
    string TrialId(IReadOnlyDictionary<string, string> resolved);
}
