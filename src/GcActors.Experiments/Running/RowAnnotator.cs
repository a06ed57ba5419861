using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Turns what a child printed into a row of the log: place, provenance (rule A9), gates.</summary>
internal sealed class RowAnnotator(Experiment experiment, Provenance provenance, string hostHash, GateContext gates, SameWorkBook work)
{
    private const string LoadFile = "/proc/loadavg";

    public static double? LoadNow() => File.Exists(LoadFile)
        ? double.Parse(File.ReadAllText(LoadFile).Split(' ')[0], CultureInfo.InvariantCulture)
        : null;

    public ResultRow Annotate(Invocation invocation, JsonObject child, DateTimeOffset started, double? loadBefore, ResultRow? canaryBefore)
    {
        JsonObject json = Place(invocation, started, loadBefore);
        AddProvenance(json, invocation);
        foreach ((string key, JsonNode? value) in child)
        {
            if (!json.ContainsKey(key))
                json[key] = value?.DeepClone();
        }

        json["settings"] ??= new JsonObject(invocation.Settings.Select(s => KeyValuePair.Create(s.Key, (JsonNode?)s.Value)));
        var row = new ResultRow(json);
        if (experiment.File.IsExact)
            return row;
        if (!row.IsCanary)
            json["canary_before"] = canaryBefore?.Json["extra"]?.DeepClone();
        if (row.IsTimed && row.IsPassed)
            json["gates"] = ToJson(Gates.Evaluate(row, gates with { Expected = work.ExpectedOf(row) }));
        work.Learn(row);
        return row;
    }

    private JsonObject Place(Invocation invocation, DateTimeOffset started, double? loadBefore) => new()
    {
        ["key"] = invocation.Key,
        ["trial_id"] = invocation.TrialId,
        ["experiment"] = experiment.File.Id,
        ["revision"] = experiment.File.Revision,
        ["profile"] = experiment.Profile.Name,
        ["predicate_hash"] = experiment.PredicateHash,
        ["kind"] = invocation.Kind.ToString(),
        ["cell"] = invocation.Cell,
        ["block"] = invocation.Block,
        ["round"] = invocation.Round,
        ["shard"] = invocation.Shard,
        ["group"] = invocation.Group,
        ["order_index"] = invocation.OrderIndex,
        ["node"] = invocation.Shard > 0 ? Environment.MachineName : null,
        ["plan_seed"] = experiment.Seed,
        ["environment_bytes"] = invocation.EnvironmentBytes,
        ["started_utc"] = started.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["load_before"] = loadBefore,
    };

    private void AddProvenance(JsonObject json, Invocation invocation)
    {
        json["commit"] = provenance.Commit;
        json["dirty"] = provenance.Dirty;
        json["build_flags"] = provenance.BuildFlags;
        json["assembly_hash"] = provenance.AssemblyHash;
        json["runtime_version"] = provenance.RuntimeVersion;
        json["host_hash"] = hostHash;
        json["repeat"] = RepeatLine(invocation);
    }

    private static string RepeatLine(Invocation invocation) => invocation switch
    {
        { Kind: InvocationKind.Canary } => $"echo '{{\"{Canary.SettingKey}\":\"1\"}}' | gcactors invocation",
        _ when ProbeCell.Is(invocation.Settings) => ProbeCell.CommandLine(invocation.Settings),
        _ when ScenarioCell.Is(invocation.Settings) => ScenarioCell.Of(invocation.Settings).CommandLine(),
        _ => "gcactors trial " + string.Join(' ', invocation.Settings.OrderBy(s => s.Key, StringComparer.Ordinal).Select(Argument)),
    };

    private static string Argument(KeyValuePair<string, string> setting) =>
        setting.Key is "plan" or "workload" or "mutators" or "seed" ? $"--{setting.Key} {setting.Value}" : $"--set {setting.Key}={setting.Value}";

    /// <summary>Judges G4 again in the order of the rows: a shard knew only its own first invocation of a comparison.</summary>
    public static void JudgeWorkAgain(Experiment experiment, IEnumerable<ResultRow> rows)
    {
        var book = new SameWorkBook(experiment);
        foreach (ResultRow row in rows)
        {
            if (row.IsTimed && row.IsPassed && row.Json["gates"] is JsonObject judged)
                judged[Gates.SameWork] = ToJson(Gates.JudgeSameWork(row, book.ExpectedOf(row)));
            book.Learn(row);
        }
    }

    private static JsonObject ToJson(IReadOnlyDictionary<string, GateResult> results) =>
        new(results.Select(result => KeyValuePair.Create(result.Key, (JsonNode?)ToJson(result.Value))));

    private static JsonObject ToJson(GateResult result) => new() { ["passed"] = result.Passed, ["reason"] = result.Reason };
}
