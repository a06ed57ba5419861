using System.Text.Json.Nodes;
using GcActors.Core.Protocol;

namespace GcActors.Cli;

/// <summary>The gates of a row: by name, <c>passed</c> (true, false, null where it cannot be judged) and <c>reason</c>.</summary>
internal static class TrialGates
{
    private static readonly string[] Names = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"];

    public static JsonObject Evaluate(TrialReport report)
    {
        JsonObject gates = [];
        foreach (string name in Names)
        {
            gates[name] = new JsonObject { ["passed"] = null, ["reason"] = $"not evaluated (runtime {report.Settings.Runtime})" };
        }

        return gates;
    }
}
