using GcActors.Core.Actors;
using GcActors.Core.Scenarios;
using GcActors.Core.Scenarios.Explaining;
using GcActors.Core.Settings;
using GcActors.Experiments.Conformance;

namespace GcActors.Cli.Scenarios;

/// <summary>Runs scenarios in this process, each on a fresh actor system.</summary>
/// <param name="settingsOf">Settings of a version.</param>
internal sealed class ScenarioRunner(CliContext context, Func<string, TrialSettings> settingsOf, long stepLimit)
{
    private readonly Dictionary<string, TrialSettings> settings = [];

    /// <param name="rows">Receives each row as soon as it is known.</param>
    /// <param name="recording">The collection to record, if any.</param>
    /// <exception cref="ScenarioFailedException">It cannot go on.</exception>
    /// <exception cref="OperationCanceledException">Interrupted.</exception>
    public ScenarioOutcome Run(
        Scenario scenario, string version, Action<ScenarioRow> rows, CancellationToken cancellation, CollectionRecording? recording = null)
    {
        TrialSettings of = SettingsOf(version);
        using IActorSystem system = RuntimeFactory.Create(of);
        return context.RunScenario(scenario, new ScenarioLaunch(of, version, system, rows, stepLimit, cancellation) { Recording = recording });
    }

    /// <summary>As <see cref="Run"/>, a failure being part of the answer.</summary>
    public ScenarioAnswer Answer(Scenario scenario, string version, CancellationToken cancellation)
    {
        if (!ScenarioFiles.AppliesTo(scenario, version))
        {
            return ScenarioAnswer.NotApplicable;
        }

        List<ScenarioRow> rows = [];
        try
        {
            Run(scenario, version, rows.Add, cancellation);
            return new ScenarioAnswer(rows, null);
        }
        catch (Exception e) when (e is ScenarioFailedException or ActorFailedException or ActorDeadlockException)
        {
            return new ScenarioAnswer(rows, e.Message);
        }
    }

    private TrialSettings SettingsOf(string version)
    {
        if (!settings.TryGetValue(version, out TrialSettings? of))
        {
            settings.Add(version, of = settingsOf(version));
        }

        return of;
    }
}
