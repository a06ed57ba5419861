using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Cli.Output;

/// <summary>What a run would do, an invocation a line.</summary>
internal static class DryRunTable
{
    public static void Write(CliContext context, IReadOnlyList<PlannedTrial> trials, bool json)
    {
        if (json)
        {
            JsonText.Write(context, new JsonObject { ["trials"] = new JsonArray([.. trials.Select(t => (JsonNode)ToJson(t))]) });
            return;
        }

        TextTable.Write(context, ["starts_after_s", "block", "cell", "trial_id"], [.. trials.Select(Row)]);
    }

    private static IReadOnlyList<string> Row(PlannedTrial trial) =>
        [$"{trial.StartsAfterS:0.0}", $"{trial.Invocation.Block}", trial.Invocation.Cell, trial.Invocation.TrialId];

    private static JsonObject ToJson(PlannedTrial trial) => new()
    {
        ["starts_after_s"] = trial.StartsAfterS,
        ["block"] = trial.Invocation.Block,
        ["cell"] = trial.Invocation.Cell,
        ["trial_id"] = trial.Invocation.TrialId,
        ["settings"] = new JsonObject(trial.Invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
    };
}
