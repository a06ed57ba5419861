using System.Globalization;
using System.Text.Json.Nodes;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Results;

/// <summary>A run from its folder alone: what was asked, what was planned, and the rows there are.</summary>
public sealed class StoredRun
{
    private StoredRun(ResultsFolder folder, JsonObject manifest, Experiment experiment)
    {
        Folder = folder;
        Experiment = experiment;
        Shards = (int?)manifest["shards"] ?? 1;
        Plan = new InvocationPlan(experiment, (manifest["cells"] as JsonArray ?? []).OfType<JsonObject>().ToDictionary(
            cell => cell["name"]!.ToString(), cell => (cell["trial_id"]!.ToString(), (IReadOnlyDictionary<string, string>)TextsOf(cell["settings"]))));
    }

    public ResultsFolder Folder { get; }

    /// <summary>With all blocks; see <see cref="Analyse"/>.</summary>
    public Experiment Experiment { get; }

    public InvocationPlan Plan { get; }

    /// <summary>1: the sweep is in one piece.</summary>
    public int Shards { get; }

    /// <exception cref="ExperimentFileException">It is no results folder, or what it holds cannot be read.</exception>
    public static StoredRun Open(string path)
    {
        var folder = ResultsFolder.OpenExisting(path);
        JsonObject manifest = folder.ReadManifest();
        string file = System.IO.Path.Combine(path, ExperimentFileReader.FileName);
        if (!File.Exists(file))
            throw new ExperimentFileException($"{path}: there is no {ExperimentFileReader.FileName}: an older version made this folder");
        Experiment experiment = ExperimentResolver.Resolve(
            ExperimentFileReader.Read(file), manifest["profile"]?.ToString() ?? "", TextsOf(manifest["overrides"]), (int?)manifest["cores"] ?? 1,
            ulong.Parse(manifest["seed"]?.ToString() ?? "0", CultureInfo.InvariantCulture), Manifest.WhyMissing(manifest));
        return new StoredRun(folder, manifest, experiment);
    }

    /// <summary>Where each part of the sweep is logged.</summary>
    public IReadOnlyList<(Shard Shard, string Log)> Parts() => [.. Enumerable.Range(1, Shards).Select(index => new Shard(index, Shards))
        .Select(shard => (shard, Shards == 1 ? Folder.TrialsFile : System.IO.Path.Combine(Folder.Path, shard.LogName)))];

    /// <summary>All rows, whole lines only, in the order of the plan; then what was repeated.</summary>
    /// <exception cref="ExperimentFileException">A log cannot be read, or two have the same row.</exception>
    public IReadOnlyList<ResultRow> Rows()
    {
        (string Log, ResultRow Row)[] rows = [.. Parts().SelectMany(part => TrialLog.Read(part.Log).Select(row => (part.Log, row)))];
        if (rows.GroupBy(row => row.Row.Key).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ExperimentFileException($"{twice.Key} is in {string.Join(" and in ", twice.Select(row => row.Log))}");
        Dictionary<string, int> places = Plan.Groups(new Shard(1, 1)).SelectMany(group => group).Select((invocation, index) => (invocation.Key, index))
            .ToDictionary(place => place.Key, place => place.index);
        ResultRow[] ordered = [.. rows.Select(row => row.Row).OrderBy(row => row.Round).ThenBy(row => places.GetValueOrDefault(row.Key, int.MaxValue))
            .ThenBy(row => row.Number("shard")).ThenBy(row => row.Number("order_index"))];
        if (Shards > 1 && !Experiment.File.IsExact)
            RowAnnotator.JudgeWorkAgain(Experiment, ordered);
        return ordered;
    }

    /// <summary>What the plan has and no log: by part, the keys.</summary>
    public IReadOnlyList<(Shard Shard, IReadOnlyList<string> Keys, int Planned)> Missing(IReadOnlyList<ResultRow> rows)
    {
        HashSet<string> done = [.. rows.Select(row => row.Key)];
        Experiment wanted = Planned(rows);
        return [.. Parts().Select(part => part.Shard).Select(shard =>
        {
            Invocation[] planned = [.. Plan.Groups(shard).SelectMany(group => group).Where(wanted.Wants)];
            return (shard, (IReadOnlyList<string>)[.. planned.Select(invocation => invocation.Key).Where(key => !done.Contains(key))], planned.Length);
        })];
    }

    /// <summary>What follows from the rows.</summary>
    public Analysis Analyse(IReadOnlyList<ResultRow> rows) => new(Planned(rows), rows);

    /// <summary>A shard runs all its blocks.</summary>
    private Experiment Planned(IReadOnlyList<ResultRow> rows) => Shards == 1 ? AdaptiveStop.Planned(Experiment, rows) : Experiment;

    private static Dictionary<string, string> TextsOf(JsonNode? texts) =>
        (texts as JsonObject ?? []).ToDictionary(text => text.Key, text => text.Value?.ToString() ?? "");
}
