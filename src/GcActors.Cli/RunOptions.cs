using GcActors.Experiments.Settings;

namespace GcActors.Cli;

/// <summary>What <c>run</c> was asked for.</summary>
/// <param name="Experiment">An experiment's folder or file that exists.</param>
/// <param name="IsFull">The full profile; else quick.</param>
/// <param name="Settings">Overrides of every cell, unchecked.</param>
/// <param name="Out">Results folder, or null for one named after experiment, time and commit.</param>
/// <param name="Resume">Go on in <paramref name="Out"/>.</param>
/// <param name="Shard">The part to run, as written; null: all of it.</param>
/// <param name="DryRun">List the trials with the origin of each value; run nothing.</param>
/// <param name="Busy">Run beside a busy process of low priority: the gates must notice.</param>
/// <param name="Pythons">Interpreters to run scenarios side by side with; empty: those that are found.</param>
/// <param name="Json">The verdict as one JSON object.</param>
internal sealed record RunOptions(
    string Experiment, bool IsFull, IReadOnlyList<SettingAssignment> Settings, string? Out, bool Resume, string? Shard, bool DryRun, bool Busy, IReadOnlyList<string> Pythons,
    bool Json);
