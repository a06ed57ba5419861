using GcActors.Core.Counting;
using GcActors.Core.Counting.Twins;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;

namespace GcActors.Experiments.LockingCost;

/// <summary>A strategy whose cost is to be split.</summary>
/// <param name="Label">As cells name it: <c>atomic</c>, <c>object-lock.header</c>, <c>atomic+immortal</c>.</param>
/// <param name="Settings">What chooses it.</param>
/// <param name="IsImmortal">Pinned objects are immortal, so plain counting tests for them too.</param>
/// <param name="NeedsGil">Its counts are plain ones, under a lock that is held for a stretch of operations.</param>
/// <param name="IsForOne">Its counts are right while one mutator runs, so that is what it is split with.</param>
/// <param name="HasLocks">It takes locks around counts, and says how long it waited for them.</param>
/// <param name="HasOwners">Who made an object counts on it by another path than the others.</param>
/// <param name="NoMirror">Why its counts cannot lie elsewhere, as the rest of a sentence; null: they can.</param>
/// <param name="HasLogs">Refcount actors count, by its logs.</param>
/// <param name="NoAppend">Why its mutators' half has no twin, as the rest of a sentence; null: it has, or there are no halves.</param>
public sealed record LockedStrategy(
    string Label, IReadOnlyDictionary<string, string> Settings, bool IsImmortal, bool IsForOne, bool NeedsGil, bool HasLocks, bool HasOwners, string? NoMirror,
    bool HasLogs = false, string? NoAppend = null)
{
    public const string PlainLabel = "plain";
    public const string ImmortalSuffix = "+immortal";

    /// <summary>The plain counts that it is compared with.</summary>
    public string Plain => IsImmortal ? PlainLabel + ImmortalSuffix : PlainLabel;

    /// <summary>What is to be known of a strategy, from its traits under what the program's mutators share.</summary>
    /// <param name="label">See <see cref="Label"/>.</param>
    /// <param name="settings">See <see cref="Settings"/>.</param>
    /// <param name="trial">A trial of it.</param>
    /// <param name="mutators">The most that it is to be split with.</param>
    public static LockedStrategy Of(string label, IReadOnlyDictionary<string, string> settings, TrialSettings trial, int mutators)
    {
        bool isForOne = mutators > 1 && Preflight.Check(trial with { Mutators = mutators }).Any(finding => finding is { IsWarning: false, Key: "counting.strategy" });
        CounterTraits traits = Preflight.TraitsOf(trial with { Mutators = isForOne ? 1 : mutators });
        return new LockedStrategy(
            label,
            settings,
            settings.GetValueOrDefault("counting.immortal", "none") != "none",
            isForOne,
            traits.NeedsGil,
            traits.HasLocks,
            traits is { HasQueues: true, Cure: SlotCure.None },
            TwinForms.ObjectionToMirror(traits),
            traits.UsesLogs,
            traits.UsesLogs ? TwinForms.ObjectionToDrops(traits) : null);
    }
}
