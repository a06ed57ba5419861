using System.Globalization;

namespace GcActors.Experiments.Running;

/// <summary>
/// One of several processes, on any machines, that run a sweep together. Whole blocks are dealt out, so that every shard runs all cells and what its machine is like cancels
/// within its blocks. An exact experiment has one block and counts: there cells are dealt out.
/// </summary>
/// <param name="Index">From 1.</param>
/// <param name="Count">How many there are.</param>
public sealed record Shard(int Index, int Count)
{
    /// <summary>As <see cref="Parse"/> takes it: what a Slurm array says.</summary>
    public const string Auto = "auto";

    public bool Has(int item) => item % Count == Index - 1;

    /// <summary>Where it writes, relative to the results folder.</summary>
    public string LogName => $"{Folder}/{Index:000}.jsonl";

    public const string Folder = "shards";

    public override string ToString() => $"{Index}/{Count}";

    /// <param name="text"><c>3/16</c>, or <see cref="Auto"/>.</param>
    /// <param name="environment">Value of an environment variable; null: not set.</param>
    /// <exception cref="ExperimentFileException">Neither, or not in an array of Slurm.</exception>
    public static Shard Parse(string text, Func<string, string?> environment)
    {
        if (text == Auto)
            return OfSlurm(environment);
        string[] parts = text.Split('/');
        if (parts.Length == 2 && Number(parts[0]) is { } index && Number(parts[1]) is { } count && index >= 1 && index <= count)
            return new Shard(index, count);
        throw new ExperimentFileException($"--shard: '{text}' is not I/N with 1 <= I <= N (3/16), nor {Auto}");
    }

    private static Shard OfSlurm(Func<string, string?> environment)
    {
        int? Read(string name) => Number(environment("SLURM_ARRAY_TASK_" + name) ?? "");
        if (Read("ID") is not { } id || Read("MIN") is not { } first || Read("COUNT") is not { } count)
            throw new ExperimentFileException($"--shard: {Auto} reads SLURM_ARRAY_TASK_ID, _MIN and _COUNT, which are not set; write I/N");
        return new Shard(((id - first) / Math.Max(1, Read("STEP") ?? 1)) + 1, count);
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : null;
}
