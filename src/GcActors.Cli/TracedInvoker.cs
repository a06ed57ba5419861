using System.Text.Json.Nodes;
using GcActors.Experiments.Running;
using GcActors.Telemetry;

namespace GcActors.Cli;

/// <summary>
/// Gives each traced trial a folder of its own in the results, where its target wants files and does not say where. The row keeps the settings as the
/// experiment has them, and says where its traces are.
/// </summary>
internal sealed class TracedInvoker(ITrialInvoker inner) : ITrialInvoker
{
    public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
    {
        if (Placed(invocation) is not { } placed)
        {
            return inner.Invoke(invocation, cancellation);
        }

        // What an interrupted run left here has no row.
        if (Directory.Exists(invocation.TraceFolder))
        {
            Directory.Delete(invocation.TraceFolder, recursive: true);
        }

        var settings = new Dictionary<string, string>(invocation.Settings) { [TrialTelemetry.Key] = placed };
        JsonObject row = inner.Invoke(invocation with { Settings = settings }, cancellation);
        if (row["settings"] is JsonObject told)
        {
            told[TrialTelemetry.Key] = invocation.Settings[TrialTelemetry.Key];
        }

        row["traces"] = TraceFolders.Of(invocation);
        return row;
    }

    /// <summary>The target with the folder in it; null: it needs none.</summary>
    private static string? Placed(Invocation invocation)
    {
        string text = invocation.Settings.GetValueOrDefault(TrialTelemetry.Key, "");
        if (invocation.Settings.ContainsKey(Canary.SettingKey) || invocation.TraceFolder is not { } folder || !TelemetryTarget.TryParse(text, out TelemetryTarget? target, out _))
        {
            return null;
        }

        string placed = target.In(folder).ToString();
        return placed == target.ToString() ? null : placed;
    }
}
