using System.Text;

namespace GcActors.Experiments.Running;

/// <summary>Two scripts for <c>sbatch</c> in the results folder: an array of shards, and the merge that comes when they have ended, however they did.</summary>
public sealed record SlurmScripts
{
    /// <summary>The words that start this program.</summary>
    public required IReadOnlyList<string> Program { get; init; }

    /// <summary>Full path, the same on all nodes.</summary>
    public required string Experiment { get; init; }

    /// <summary>Full path of the results folder, the same on all nodes.</summary>
    public required string Out { get; init; }

    public required int Shards { get; init; }

    public bool IsFull { get; init; }

    public IReadOnlyList<string> Sets { get; init; } = [];

    /// <summary>A whole node for each task, so that nothing else is measured too.</summary>
    public bool IsExclusive { get; init; }

    /// <summary>Limit of a task, as Slurm takes it; null: the partition's.</summary>
    public string? Time { get; init; }

    /// <returns>Where they are.</returns>
    public (string Array, string Merge) Write()
    {
        Directory.CreateDirectory(Out);
        (string array, string merge) = (Path.Combine(Out, "shards.sbatch"), Path.Combine(Out, "merge.sbatch"));
        File.WriteAllText(array, ArrayText());
        File.WriteAllText(merge, MergeText());
        return (array, merge);
    }

    /// <summary>A task that was killed goes on with its log when the script is submitted again: a shard resumes by itself.</summary>
    public string ArrayText()
    {
        string[] words = [.. Program, "run", Experiment, IsFull ? "--full" : "--quick", .. Sets.SelectMany(set => (string[])["--set", set]), "--out", Out,
            "--shard", Shard.Auto];
        return Text($"--array=1-{Shards}", "shard-%a", words);
    }

    public string MergeText() => Text(null, "merge", [.. Program, "merge", Out]);

    private string Text(string? array, string log, IReadOnlyList<string> words)
    {
        var text = new StringBuilder("#!/bin/sh\n");
        foreach (string? option in (string?[])[$"--job-name=gcactors-{log.Split('-')[0]}", array, $"--output={Path.Combine(Out, log)}.log",
            IsExclusive && array is not null ? "--exclusive" : null, Time is not null && array is not null ? $"--time={Time}" : null])
        {
            if (option is not null)
                text.Append("#SBATCH ").Append(option).Append('\n');
        }

        return text.Append("exec ").AppendJoin(' ', words.Select(Quoted)).Append('\n').ToString();
    }

    private static string Quoted(string word) =>
        word.All(c => char.IsAsciiLetterOrDigit(c) || "-_./=:,".Contains(c)) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
