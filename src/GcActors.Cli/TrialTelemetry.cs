using System.CommandLine;
using GcActors.Core.Settings;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;
using GcActors.Telemetry;

namespace GcActors.Cli;

/// <summary>
/// <c>--telemetry</c>: where a trial's spans and metrics go. Whatever goes wrong there is a line on stderr, and changes neither outcome nor exit code.
/// </summary>
internal sealed class TrialTelemetry
{
    /// <summary>The setting that adds to <c>--telemetry</c>.</summary>
    public const string Key = ExperimentResolver.TelemetryKey;

    private readonly Option<string[]> option = new("--telemetry")
    {
        Description = $"Where spans and metrics go; may be repeated. {TelemetryTarget.Help}",
        HelpName = string.Join('|', TelemetryTarget.Forms),
    };

    public TrialTelemetry() => option.CompletionSources.Add(_ => TelemetryTarget.Names);

    public void AddTo(Command command) => command.Add(option);

    /// <exception cref="SettingsException">A target that is none.</exception>
    public IReadOnlyList<TelemetryTarget> Read(ParseResult parsed) => [.. (parsed.GetValue(option) ?? []).Select(text => Parse(text, option.Name))];

    /// <summary>The target of a trial's settings.</summary>
    /// <exception cref="SettingsException">A target that is none.</exception>
    public static TelemetryTarget Of(TrialSettings settings) => Parse(settings.Telemetry.Target, Key);

    /// <summary>Listens while <paramref name="run"/> runs, however it ends; what was lost goes to stderr.</summary>
    public static T Around<T>(IReadOnlyList<TelemetryTarget> targets, TrialSettings settings, CliContext context, Func<T> run) =>
        Around(targets, settings, context, line => context.Error.WriteLine($"warning: {line}"), run);

    /// <summary>Listens while <paramref name="run"/> runs, however it ends, and says what was lost.</summary>
    public static T Around<T>(IReadOnlyList<TelemetryTarget> targets, TrialSettings settings, CliContext context, Action<string> lost, Func<T> run) =>
        targets.All(t => t.IsNone) ? run() : Listen(targets, settings, context, lost, run);

    private static T Listen<T>(IReadOnlyList<TelemetryTarget> targets, TrialSettings settings, CliContext context, Action<string> lost, Func<T> run)
    {
        using var session = TelemetrySession.Start(targets, new SessionContext
        {
            TrialId = FlatSettings.TrialId(FlatSettings.Flatten(settings, context.Vocabulary)),
            Commit = ProvenanceProbe.CommitOf(AppContext.BaseDirectory),
            Console = context.Error,
            HasColor = context.IsErrorTerminal && context.WantsColor,
        });
        try
        {
            return run();
        }
        finally
        {
            foreach (string line in session.End())
            {
                lost(line);
            }
        }
    }

    private static TelemetryTarget Parse(string text, string origin) =>
        TelemetryTarget.TryParse(text, out TelemetryTarget? target, out string? problem) ? target : throw new SettingsException(origin, problem);
}
