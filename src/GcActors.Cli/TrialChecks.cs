using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Experiments.Hosting;
using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>What is looked at before a trial starts. Warnings go to stderr; an error ends the command before anything is written.</summary>
internal static class TrialChecks
{
    /// <exception cref="SettingsException">The combination would be wrong, or this build does not have the runtime.</exception>
    /// <exception cref="PlatformNotSupportedException">Times are asked for where they are not supported.</exception>
    public static void Check(TrialSettings settings, CliContext context)
    {
        RuntimeFactory.Check(settings.Runtime);
        if (settings.Telemetry.Target != TelemetrySettings.NoTarget)
        {
            TrialTelemetry.Of(settings);
        }

        IReadOnlyList<Preflight.Finding> findings = [.. Preflight.Check(settings), .. Oversubscribed(settings, context)];
        foreach (Preflight.Finding error in findings.Where(f => !f.IsWarning))
        {
            throw new SettingsException(error.Key, error.Message);
        }

        if (settings.Runtime != "simulation" && !context.IsTimingSupported)
        {
            throw new PlatformNotSupportedException(TimingSupport.Refusal);
        }

        foreach (Preflight.Finding warning in findings.DistinctBy(f => f.Key))
        {
            context.Error.WriteLine($"warning: {warning.Key}: {warning.Message}");
        }
    }

    /// <exception cref="SettingsException">Traces are wanted of what leaves none.</exception>
    public static void RefuseTelemetry(TrialSettings settings, string because)
    {
        if (settings.Telemetry.Target != TelemetrySettings.NoTarget)
        {
            throw new SettingsException(TrialTelemetry.Key, because);
        }
    }

    private static IEnumerable<Preflight.Finding> Oversubscribed(TrialSettings settings, CliContext context)
    {
        if (settings.Runtime is "threads" or "akka" && settings.Mutators > context.Cores)
        {
            string message = $"{settings.Mutators} mutators on {context.Cores} cores: they take turns, so times include waiting for a core";
            yield return new Preflight.Finding("mutators", message, IsWarning: true);
        }
    }
}
