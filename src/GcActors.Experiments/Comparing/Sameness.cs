using System.Text.Json.Nodes;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Comparing;

/// <summary>Whether two runs did the same work in the same place: what must agree, what should, and what is expected to differ.</summary>
internal static class Sameness
{
    private const string WorkloadPrefix = "workload";

    private static readonly string[] s_hostFacts = ["operating_system", "kernel", "cpu/model", "cpu/usable_cores", "cpu/governor", "memory/total_bytes"];
    private static readonly string[] s_programFacts = ["commit", "dirty", "assembly_hash", "lock_file_hash", "runtime_version", "sdk_version", "child_environment"];

    /// <exception cref="ExperimentFileException">Another experiment, no cell in common, or other work in a cell.</exception>
    public static void RefuseOthers(RunFolder a, RunFolder b, Analysis before, Analysis after, IReadOnlyList<string> cells)
    {
        string pair = $"{a.Path} and {b.Path} cannot be compared";
        if (before.Experiment.File.Id != after.Experiment.File.Id)
            throw new ExperimentFileException($"{pair}: one is of {before.Experiment.File.Id}, the other of {after.Experiment.File.Id}");
        if (cells.Count == 0)
            throw new ExperimentFileException($"{pair}: they have no cell in common");
        string? work = cells.SelectMany(cell => Changed(a, b, cell).Where(IsWork).Select(change => $"cell {cell} has another {change.Key} ({change.A} and {change.B}), which is other work"))
            .FirstOrDefault();
        if (work is not null)
            throw new ExperimentFileException($"{pair}: {work}");
    }

    public static IEnumerable<string> WarningsOf(RunFolder a, RunFolder b, Analysis before, Analysis after, IReadOnlyList<string> cells)
    {
        foreach (string fact in s_hostFacts.Where(fact => Text(a.Host, fact) != Text(b.Host, fact)))
            yield return $"the hosts differ in {fact.Replace('/', ' ').Replace('_', ' ')}: {Text(a.Host, fact)} and {Text(b.Host, fact)}";
        if (before.Experiment.Profile.Name != after.Experiment.Profile.Name)
            yield return $"the profiles differ: {before.Experiment.Profile.Name} and {after.Experiment.Profile.Name}";
        if (before.Experiment.IsIndicative || after.Experiment.IsIndicative)
            yield return "a quick profile shows shapes and is not to be cited";
        if (!before.Experiment.File.IsExact && (before.AaRatio() is null || after.AaRatio() is null))
            yield return "a run has no A/A pair, so nothing says how much differs by itself";
        foreach (IGrouping<(string Key, string A, string B), string> change in cells
            .SelectMany(cell => Changed(a, b, cell).Select(change => (change, cell))).GroupBy(c => c.change, c => c.cell))
        {
            yield return $"setting {change.Key.Key} was {change.Key.A} and is {change.Key.B} in {(change.Count() == cells.Count ? "all cells" : $"{change.Count()} of {cells.Count} cells")}";
        }

        foreach ((string side, Analysis analysis) in new[] { ("A", before), ("B", after) })
        {
            string[] alone = [.. analysis.Experiment.Cells.Select(c => c.Name).Except(cells)];
            if (alone.Length > 0)
                yield return $"only {side} has {string.Join("; ", alone)}";
        }
    }

    /// <summary>The program: what a comparison is made for.</summary>
    public static IEnumerable<string> DifferencesOf(RunFolder a, RunFolder b) => s_programFacts
        .Where(fact => Text(a.Manifest, fact) != Text(b.Manifest, fact))
        .Select(fact => $"{fact.Replace('_', ' ')}: {Text(a.Manifest, fact)} → {Text(b.Manifest, fact)}");

    private static bool IsWork((string Key, string A, string B) change) =>
        change.Key is "seed" or "mutators" || change.Key.StartsWith(WorkloadPrefix, StringComparison.Ordinal);

    private static IEnumerable<(string Key, string A, string B)> Changed(RunFolder a, RunFolder b, string cell)
    {
        (JsonObject? before, JsonObject? after) = (SettingsOf(a, cell), SettingsOf(b, cell));
        if (before is null || after is null)
            return [];
        return before.Select(s => s.Key).Union(after.Select(s => s.Key))
            .Select(key => (key, before[key]?.ToString() ?? "absent", after[key]?.ToString() ?? "absent")).Where(s => s.Item2 != s.Item3);
    }

    private static JsonObject? SettingsOf(RunFolder run, string cell) =>
        (run.Manifest?["cells"] as JsonArray)?.OfType<JsonObject>().FirstOrDefault(c => c["name"]?.ToString() == cell)?["settings"] as JsonObject;

    private static string Text(JsonObject? json, string path)
    {
        JsonNode? at = json;
        foreach (string key in path.Split('/'))
            at = (at as JsonObject)?[key];
        return at switch
        {
            null => "unknown",
            JsonValue value => value.ToString(),
            _ => at.ToJsonString(),
        };
    }
}
