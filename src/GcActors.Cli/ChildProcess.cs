using System.Text.Json.Nodes;
using GcActors.Core.Settings;
using GcActors.Experiments.Running;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>The child's side of an experiment: flattened settings as one JSON object, on the first line of stdin, one row as one line on stdout. The parent judges
/// the row: it knows what the work must be and what the canaries said. A child loads no
/// parser of command lines, no YAML and no terminal library, so that starting a process for each invocation stays cheap.</summary>
internal static class ChildProcess
{
    public const string Command = "invocation";

    /// <returns>An exit code; see <see cref="ExitCodes"/>.</returns>
    public static int Run(CliContext context)
    {
        var flat = FlatSettingsJson.Read(context.In.ReadLine() ?? "", "stdin");
        if (flat.ContainsKey(Canary.SettingKey))
        {
            context.Out.WriteLine(Canary.Run().ToJsonString());
            return ExitCodes.Passed;
        }

        if (ProbeCell.Is(flat))
        {
            context.Out.WriteLine(RunProbe(ProbeCell.Resolve(flat)).ToJsonString());
            return ExitCodes.Passed;
        }

        if (flat.ContainsKey(BusyNeighbour.SettingKey))
        {
            BusyNeighbour.Run(context.In, context.Out);
            return ExitCodes.Passed;
        }

        JsonObject row = RunTrial(flat, context);
        context.Out.WriteLine(row.ToJsonString());
        return ExitCodes.Of(row["outcome"]!.GetValue<string>());
    }

    /// <summary>One trial in this process.</summary>
    /// <param name="flat">Flattened settings.</param>
    /// <returns>Its row.</returns>
    /// <exception cref="SettingsException">The settings are wrong.</exception>
    public static JsonObject RunTrial(IReadOnlyDictionary<string, string> flat, CliContext context)
    {
        TrialSettings settings = FlatSettings.Unflatten(flat, context.Vocabulary, "stdin");
        TrialChecks.Check(settings, context);
        return settings.Telemetry.Target == TelemetrySettings.NoTarget ? Run(settings, context) : RunTraced(settings, context);
    }

    private static JsonObject RunProbe(IReadOnlyDictionary<string, string> flat) =>
        MessagingCell.Is(flat) ? MessagingProbe.Run(MessagingCell.Of(flat)) : TouchRun.Of(flat);

    private static JsonObject Run(TrialSettings settings, CliContext context) =>
        TrialRow.Of(context.RunTrial(settings, null, context.Cancellation), context.Vocabulary);

    // Apart, so that no other trial's process loads what sends telemetry.
    private static JsonObject RunTraced(TrialSettings settings, CliContext context)
    {
        List<string> lost = [];
        JsonObject row = TrialTelemetry.Around([TrialTelemetry.Of(settings)], settings, context, lost.Add, () => Run(settings, context));
        row["traced"] = true;
        if (lost.Count > 0)
        {
            row["telemetry_lost"] = string.Join("; ", lost);
        }

        return row;
    }
}
