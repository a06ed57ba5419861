using GcActors.Experiments.Settings;

namespace GcActors.Cli.Locking;

/// <summary>What <c>locking-cost</c> was asked for.</summary>
/// <param name="Workload">Its name.</param>
/// <param name="Strategies">As written: NAME[/VARIANT][+immortal].</param>
/// <param name="Mutators">Rising, each once.</param>
/// <param name="Settings">Of every cell, unchecked.</param>
/// <param name="HasDoses">Put known costs into each strategy, to find them again.</param>
/// <param name="IsFull">The full profile; else quick.</param>
/// <param name="Out">Results folder, or null for one named after workload, time and commit.</param>
/// <param name="Resume">Go on in <paramref name="Out"/>.</param>
/// <param name="DryRun">List the trials; run nothing but the recordings.</param>
/// <param name="Json">The splits as one JSON object.</param>
internal sealed record LockingCostOptions(
    string Workload, IReadOnlyList<string> Strategies, IReadOnlyList<int> Mutators, IReadOnlyList<SettingAssignment> Settings, bool HasDoses, bool IsFull, string? Out, bool Resume,
    bool DryRun, bool Json)
{
    /// <summary>The line that repeats the run.</summary>
    public string CommandLine => string.Join(' ', ((string[])
    [
        "gcactors locking-cost --workload", Workload, "--strategies", string.Join(',', Strategies), "--mutators", string.Join(',', Mutators),
        IsFull ? "--full" : "--quick", .. HasDoses ? (string[])["--dose"] : [], .. Settings.Select(s => $"--set {s.Key}={s.Value}"),
    ]));
}
