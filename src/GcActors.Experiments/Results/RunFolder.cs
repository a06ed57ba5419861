using System.Text.Json;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>
/// A results folder as it is found, whole or not: nothing is repaired and nothing is refused but a folder that holds no run. What is
/// missing is said in <see cref="Missing"/>.
/// </summary>
public sealed record RunFolder
{
    private RunFolder(string path) => Path = path;

    public string Path { get; }

    /// <summary>Null: missing or unreadable.</summary>
    public JsonObject? Manifest { get; private init; }

    /// <summary>Null: missing or unreadable.</summary>
    public JsonObject? Host { get; private init; }

    /// <summary>Null: the experiment's file is missing or does not resolve any more.</summary>
    public Analysis? Analysis { get; private init; }

    public IReadOnlyList<ResultRow> Rows { get; private init; } = [];

    /// <summary>A sentence for each thing that is not as a finished run leaves it.</summary>
    public IReadOnlyList<string> Missing { get; private init; } = [];

    /// <summary>From what a run has in its hands at its end.</summary>
    public static RunFolder Of(string path, Analysis analysis, IReadOnlyList<ResultRow> rows)
    {
        var missing = new List<string>();
        JsonObject? manifest = ReadObject(path, "manifest.json", missing);
        JsonObject? host = ReadObject(path, "host.json", missing);
        JsonObject? verdict = ReadObject(path, "verdict.json", missing);
        missing.AddRange(Extent(analysis, rows, verdict));
        missing.AddRange(manifest is null ? [] : ManifestKeys.Where(key => manifest[key] is null).Select(key => $"manifest.json says nothing of '{key}'"));
        return new RunFolder(path) { Manifest = manifest, Host = host, Analysis = analysis, Rows = rows, Missing = missing };
    }

    /// <param name="path">The folder.</param>
    /// <param name="experimentFile">Where the experiment is, if not in the folder; null: unknown.</param>
    /// <exception cref="ExperimentFileException">There is no such folder, or it holds no run.</exception>
    public static RunFolder Read(string path, Func<string, string?>? experimentFile = null)
    {
        if (!File.Exists(In(path, "manifest.json")) && !File.Exists(In(path, TrialsFile)))
        {
            string problem = Directory.Exists(path) ? $"holds neither manifest.json nor {TrialsFile}" : "there is no such folder";
            throw new ExperimentFileException($"{path}: {problem}; a results folder of 'gcactors run' is expected");
        }

        var missing = new List<string>();
        IReadOnlyList<ResultRow> rows = TrialLines.Read(In(path, TrialsFile), missing);
        JsonObject? manifest = ReadObject(path, "manifest.json", []);
        Analysis? analysis = Resolve(path, manifest, rows, experimentFile, missing) is { } experiment ? new Analysis(AdaptiveStop.Planned(experiment, rows), rows) : null;
        if (analysis is not null)
        {
            RunFolder whole = Of(path, analysis, rows);
            return whole with { Missing = [.. missing, .. whole.Missing] };
        }

        return new RunFolder(path) { Manifest = ReadObject(path, "manifest.json", missing), Host = ReadObject(path, "host.json", missing), Rows = rows, Missing = missing };
    }

    /// <summary>What a report repeats of the manifest.</summary>
    private static readonly string[] ManifestKeys =
        ["experiment", "profile", "seed", "predicate_hash", "assembly_hash", "lock_file_hash", "commit", "runtime_version", "sdk_version", "command_line"];

    private const string TrialsFile = "trials.jsonl";

    private static string In(string folder, string name) => System.IO.Path.Combine(folder, name);

    private static IEnumerable<string> Extent(Analysis analysis, IReadOnlyList<ResultRow> rows, JsonObject? verdict)
    {
        int planned = analysis.Experiment.Cells.Sum(cell => analysis.Experiment.BlocksOf(cell.Name));
        int places = rows.Where(row => row.IsTimed).Select(row => (row.Cell, row.Block)).Distinct().Count();
        if (verdict?["interrupted"]?.GetValueKind() == JsonValueKind.True)
            yield return "the run was interrupted; 'gcactors run --resume' goes on with it";
        if (places < planned)
            yield return $"{places} of {planned} invocations were run";
        if (analysis.ValidRows.Count == 0)
            yield return "no invocation counts, so there are no values; the threats below say why";
    }

    private static Experiment? Resolve(string path, JsonObject? manifest, IReadOnlyList<ResultRow> rows, Func<string, string?>? experimentFile, List<string> missing)
    {
        string id = TextOf(manifest, "experiment") ?? rows.Select(row => row.Json["experiment"]?.ToString()).FirstOrDefault() ?? "";
        string own = In(path, ExperimentFileReader.FileName);
        // The folder's copy says what was run; where it needs files that lie elsewhere, the experiment itself is the next best.
        string[] files = [.. new[] { File.Exists(own) ? own : null, experimentFile?.Invoke(id) }.OfType<string>()];
        if (files.Length == 0)
            missing.Add($"{ExperimentFileReader.FileName} is not in the folder, so metrics and claims are unknown");
        return files.Select(file => TryResolve(file, manifest, missing)).FirstOrDefault(experiment => experiment is not null);
    }

    private static Experiment? TryResolve(string file, JsonObject? manifest, List<string> missing)
    {
        try
        {
            Experiment experiment = ExperimentResolver.Resolve(ExperimentFileReader.Read(file), TextOf(manifest, "profile") ?? "quick", OverridesOf(manifest),
                (int?)NumberOf(manifest, "cores") ?? Environment.ProcessorCount, (ulong?)NumberOf(manifest, "seed"), Results.Manifest.WhyMissing(manifest));
            ExperimentCheck.Check(experiment);
            if (TextOf(manifest, "predicate_hash") is { } hash && hash != experiment.PredicateHash)
            {
                missing.Add($"the claims of {file} are not those of the run (predicate hash {hash[..Math.Min(12, hash.Length)]}…): "
                    + "they were changed after data were seen");
            }

            return experiment;
        }
        catch (ExperimentFileException e)
        {
            missing.Add($"the experiment cannot be resolved: {e.Message}");
            return null;
        }
    }

    private static Dictionary<string, string> OverridesOf(JsonObject? manifest) =>
        (manifest?["overrides"] as JsonObject)?.ToDictionary(o => o.Key, o => o.Value?.ToString() ?? "") ?? [];

    private static string? TextOf(JsonObject? json, string key) => json?[key] is JsonValue value ? value.ToString() : null;

    private static double? NumberOf(JsonObject? json, string key) =>
        TextOf(json, key) is { } text && double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out double number) ? number : null;

    private static JsonObject? ReadObject(string folder, string name, List<string> missing)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(In(folder, name))) as JsonObject ?? throw new JsonException("not an object");
        }
        catch (Exception e) when (e is JsonException or IOException or UnauthorizedAccessException)
        {
            missing.Add(e is JsonException ? $"{name} cannot be read: {e.Message}" : $"{name} is missing");
            return null;
        }
    }
}
