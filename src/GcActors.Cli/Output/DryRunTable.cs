using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Cli.Output;

/// <summary>What a run would do, an invocation a line; then each value that the experiment gives, and where.</summary>
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
        context.Out.WriteLine();
        TextTable.Write(context, ["cell", "setting", "value", "from"], [.. Values(trials)]);
        var all = TimeSpan.FromSeconds(Math.Ceiling(trials[^1].StartsAfterS * trials.Count / Math.Max(1, trials.Count - 1)));
        context.Out.WriteLine($"{trials.Count} invocations, about {all:c}; what is not named comes from the plan, or is the default");
    }

    /// <summary>What all cells have in common comes first, and once.</summary>
    private static IEnumerable<IReadOnlyList<string>> Values(IReadOnlyList<PlannedTrial> trials)
    {
        PlannedTrial[] cells = [.. trials.Where(trial => trial.Origins.Count > 0).DistinctBy(trial => trial.Invocation.Cell)];
        var given = cells.SelectMany(trial => trial.Origins.Select(origin =>
            (trial.Invocation.Cell, Setting: origin.Key, Value: trial.Invocation.Settings.GetValueOrDefault(origin.Key, ""), From: origin.Value))).ToLookup(
                row => (row.Setting, row.Value, row.From));
        IEnumerable<IReadOnlyList<string>> common = given.Where(rows => rows.Count() == cells.Length)
            .Select(rows => (IReadOnlyList<string>)["(all)", rows.Key.Setting, rows.Key.Value, rows.Key.From]);
        IEnumerable<IReadOnlyList<string>> own = given.Where(rows => rows.Count() < cells.Length).SelectMany(rows => rows)
            .OrderBy(row => row.Cell, StringComparer.Ordinal).Select(row => (IReadOnlyList<string>)[row.Cell, row.Setting, row.Value, row.From]);
        return common.Concat(own);
    }

    private static IReadOnlyList<string> Row(PlannedTrial trial) =>
        [$"{trial.StartsAfterS:0.0}", $"{trial.Invocation.Block}", trial.Invocation.Cell, trial.Invocation.TrialId];

    private static JsonObject ToJson(PlannedTrial trial) => new()
    {
        ["starts_after_s"] = trial.StartsAfterS,
        ["block"] = trial.Invocation.Block,
        ["cell"] = trial.Invocation.Cell,
        ["trial_id"] = trial.Invocation.TrialId,
        ["origins"] = new JsonObject(trial.Origins.Select(o => KeyValuePair.Create(o.Key, (JsonNode?)o.Value))),
        ["settings"] = new JsonObject(trial.Invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value))),
    };
}
