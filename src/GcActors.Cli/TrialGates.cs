using System.Text.Json.Nodes;

namespace GcActors.Cli;

/// <summary>The gates of a row: by name, <c>passed</c> (true, false, null where it cannot be judged) and <c>reason</c>.</summary>
internal static class TrialGates
{
    private static readonly string[] Names = ["G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8"];

    /// <param name="row">An unjudged row.</param>
    public static JsonObject Evaluate(JsonObject row)
    {
        JsonObject gates = [];
        foreach (string name in Names)
        {
            gates[name] = new JsonObject { ["passed"] = null, ["reason"] = $"not evaluated for {row["workload"]}" };
        }

        return gates;
    }
}
