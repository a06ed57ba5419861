using System.Diagnostics;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Cli;

/// <summary>The gates of a single row: by name, <c>passed</c> (true, false, null where it cannot be judged) and <c>reason</c>.</summary>
internal static class TrialGates
{
    /// <param name="row">An unjudged row.</param>
    /// <param name="cores">Cores that mutators may use.</param>
    public static JsonObject Evaluate(JsonObject row, int cores)
    {
        var gates = new JsonObject();
        if (row["settings"]?["runtime"]?.GetValue<string>() == "simulation" || row["crash"] is not null)
        {
            // Virtual time, or a crash in the run: there is no timing that a gate could void.
            return gates;
        }

        var context = new GateContext
        {
            Cores = cores,
            TimerStepNs = ClockStep.MeasureNs(),
            IsOptimisedBuild = ProvenanceProbe.IsOptimised,
            HasDebugger = Debugger.IsAttached,
        };
        foreach ((string name, GateResult result) in Gates.Evaluate(new ResultRow(row), context))
        {
            gates[name] = new JsonObject { ["passed"] = result.Passed, ["reason"] = result.Reason };
        }

        return gates;
    }
}
