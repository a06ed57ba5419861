using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>What was to be run: the experiment resolved, and with which program.</summary>
public static class Manifest
{
    /// <summary>Keys in which a resumed run must agree with the one that it goes on with.</summary>
    public static readonly IReadOnlyList<string> Identity =
        ["schema_version", "experiment", "revision", "profile", "seed", "predicate_hash", "shards", "plan_hash", "assembly_hash"];

    private const string LeftOutKey = "left_out";

    /// <summary>Cells that the run did not have, as it was written down: what resolves its file to the same experiment again.</summary>
    public static Func<Cell, string?> WhyMissing(JsonObject? manifest) =>
        cell => manifest?[LeftOutKey]?[cell.Name]?.ToString();

    /// <param name="experiment">Resolved.</param>
    /// <param name="plan">Its invocations.</param>
    /// <param name="provenance">The program.</param>
    /// <param name="run">How it was asked for.</param>
    /// <param name="now">When.</param>
    public static JsonObject Of(Experiment experiment, InvocationPlan plan, Provenance provenance, ExperimentRunOptions run, DateTimeOffset now)
    {
        var cells = new JsonArray([.. plan.Block(0).Where(i => i.Kind == InvocationKind.Timed).OrderBy(i => i.Cell, StringComparer.Ordinal)
            .Select(i => (JsonNode)CellJson(experiment.Cells.First(cell => cell.Name == i.Cell), i))]);
        return new JsonObject
        {
            ["schema_version"] = Provenance.SchemaVersion,
            ["experiment"] = experiment.File.Id,
            ["revision"] = experiment.File.Revision,
            ["title"] = experiment.File.Title,
            ["question"] = experiment.File.Question,
            ["profile"] = experiment.Profile.Name,
            ["blocks"] = experiment.Profile.Blocks,
            ["seed"] = experiment.Seed,
            ["shards"] = run.Shard.Count,
            ["cores"] = experiment.Cores,
            ["overrides"] = Texts(experiment.Overrides),
            ["predicate_hash"] = experiment.PredicateHash,
            ["plan_hash"] = HashOf($"{experiment.Profile.Blocks} {experiment.Profile.Until?.Text}{cells.ToJsonString()}"),
            ["assembly_hash"] = provenance.AssemblyHash,
            ["lock_file_hash"] = provenance.LockFileHash,
            ["commit"] = provenance.Commit,
            ["dirty"] = provenance.Dirty,
            ["build_flags"] = provenance.BuildFlags,
            ["sdk_version"] = provenance.SdkVersion,
            ["runtime_version"] = provenance.RuntimeVersion,
            ["command_line"] = provenance.CommandLine,
            ["child_environment"] = Texts(ProcessTrialInvoker.FixedEnvironment),
            ["created_utc"] = now.UtcDateTime.ToString("O"),
            ["metrics"] = new JsonArray([.. experiment.File.Metrics.Select(m => (JsonNode)new JsonObject
            {
                ["name"] = m.Name, ["unit"] = m.Unit, ["formula"] = m.Formula, ["says"] = m.Text,
            })]),
            ["predicates"] = new JsonArray([.. experiment.Predicates.Select(p => (JsonNode)PredicateJson(p.Spec))]),
            ["cells"] = cells,
            [LeftOutKey] = new JsonObject(experiment.LeftOut.Where(one => one.Kind == LeftOut.Cell).Select(one => KeyValuePair.Create(one.Name, (JsonNode?)one.Reason))),
        };
    }

    public static string HashOf(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    private static JsonObject CellJson(Cell cell, Invocation invocation) => new JsonObject
    {
        ["name"] = cell.Name,
        ["tags"] = Texts(cell.Tags),
        ["double_of"] = cell.DoubleOf,
        ["trial_id"] = invocation.TrialId,
        ["settings"] = Texts(invocation.Settings),
    };

    private static JsonObject PredicateJson(PredicateSpec spec) =>
        new JsonObject { ["id"] = spec.Id, ["text"] = spec.Text, ["when"] = spec.When, ["says"] = spec.Says };

    private static JsonObject Texts(IReadOnlyDictionary<string, string> texts) =>
        new(texts.OrderBy(t => t.Key, StringComparer.Ordinal).Select(t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value)));
}
