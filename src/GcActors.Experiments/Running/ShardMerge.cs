using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Makes one run of its shards: <c>trials.jsonl</c> in the order of the plan, and everything that is concluded from it. Idempotent: the same shards give the same bytes.</summary>
public static class ShardMerge
{
    /// <returns>What was found, and a line for each shard that lacks something.</returns>
    /// <exception cref="ExperimentFileException">No results folder, or its logs contradict each other.</exception>
    public static (ExperimentResult Result, IReadOnlyList<string> Missing) Merge(string path)
    {
        var run = StoredRun.Open(path);
        IReadOnlyList<ResultRow> rows = run.Rows();
        string[] missing = [.. run.Missing(rows).Where(part => part.Keys.Count > 0).Select(Line)];
        if (run.Shards > 1)
            run.Folder.Write(Path.GetFileName(run.Folder.TrialsFile), string.Concat(rows.Select(row => row.Json.ToJsonString(TrialLog.LineFormat) + "\n")));
        return (ExperimentRunner.Conclude(run.Analyse(rows), run.Folder, rows, missing.Length > 0), missing);
    }

    private static string Line((Shard Shard, IReadOnlyList<string> Keys, int Planned) part)
    {
        string what = part.Shard.Count == 1 ? "the run" : $"shard {part.Shard}";
        return part.Keys.Count == part.Planned
            ? $"{what} has not begun ({part.Planned} invocations)"
            : $"{what} lacks {part.Keys.Count} of {part.Planned} invocations, the first: {part.Keys[0]}";
    }
}
