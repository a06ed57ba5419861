using GcActors.Core.Settings;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>Completes a cell's settings by its plan and refuses what preflight refuses, before the first invocation runs. Canaries, probes and scenarios are no trials.</summary>
internal sealed class CellSettings(CliContext context, ScenarioTrials scenarios) : ISettingsResolver
{
    private readonly VerbatimSettings _verbatim = new();

    public IReadOnlyDictionary<string, string> Resolve(IReadOnlyDictionary<string, string> settings)
    {
        if (settings.ContainsKey(Canary.SettingKey))
        {
            return _verbatim.Resolve(settings);
        }

        if (ProbeCell.Is(settings))
        {
            return ProbeCell.Resolve(settings);
        }

        if (ScenarioCell.Is(settings))
        {
            return scenarios.Resolve(settings);
        }

        ResolvedSettings resolved = TrialSettingsBuilder.Resolve(settings, context.Vocabulary, "experiment");
        TrialChecks.Check(resolved.Settings, context);
        if (resolved.Settings.Telemetry.Target != TelemetrySettings.NoTarget && TrialTelemetry.Of(resolved.Settings).IsConsole)
        {
            throw new SettingsException(TrialTelemetry.Key, "nobody reads what the trials of an experiment print; use file");
        }

        return resolved.Flat;
    }

    public string? WhyMissing(IReadOnlyDictionary<string, string> settings) =>
        settings.TryGetValue(RuntimeFactory.Key, out string? runtime) ? RuntimeFactory.WhyMissing(runtime) : null;

    public string TrialId(IReadOnlyDictionary<string, string> resolved) =>
        resolved.ContainsKey(Canary.SettingKey) || ProbeCell.Is(resolved) || ScenarioCell.Is(resolved) ? _verbatim.TrialId(resolved) : FlatSettings.TrialId(resolved);
}
