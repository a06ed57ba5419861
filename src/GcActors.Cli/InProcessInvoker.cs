using System.Text.Json.Nodes;
using GcActors.Core.Scenarios;
using GcActors.Experiments.Running;

namespace GcActors.Cli;

/// <summary>Runs the cells of an exact experiment in this process: what is counted does not depend on the process's history.</summary>
internal sealed class InProcessInvoker(CliContext context, ScenarioTrials scenarios) : ITrialInvoker
{
    public JsonObject Invoke(Invocation invocation, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return ScenarioCell.Is(invocation.Settings)
                ? scenarios.Run(invocation.Settings, cancellation)
                : ChildProcess.RunTrial(invocation.Settings, context);
        }
        catch (ScenarioFailedException e)
        {
            return new JsonObject { ["outcome"] = "failed", ["reason"] = e.Message };
        }
    }
}
