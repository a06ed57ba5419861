namespace GcActors.Experiments.LockingCost;

/// <summary>A strategy whose cost is to be split.</summary>
/// <param name="Label">As cells name it: <c>atomic</c>, <c>object-lock.header</c>, <c>atomic+immortal</c>.</param>
/// <param name="Settings">What chooses it.</param>
/// <param name="IsImmortal">Pinned objects are immortal, so plain counting tests for them too.</param>
/// <param name="NeedsGil">Its counts are plain ones, under a lock that is held for a stretch of operations.</param>
/// <param name="HasOwners">Who made an object counts on it by another path than the others.</param>
/// <param name="NoMirror">Why its counts cannot lie elsewhere, as the rest of a sentence; null: they can.</param>
public sealed record LockedStrategy(
    string Label, IReadOnlyDictionary<string, string> Settings, bool IsImmortal, bool NeedsGil, bool HasOwners, string? NoMirror)
{
    public const string PlainLabel = "plain";
    public const string ImmortalSuffix = "+immortal";

    /// <summary>The plain counts that it is compared with.</summary>
    public string Plain => IsImmortal ? PlainLabel + ImmortalSuffix : PlainLabel;
}
