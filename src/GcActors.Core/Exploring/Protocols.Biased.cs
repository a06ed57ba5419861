using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Biased counting, both rules for queued objects, with and without racing slots.</summary>
internal static class BiasedProtocols
{
    /// <summary>Drops go their own way, a stranger's, into a queue, or merge in place of an owner that has left; further accesses are these again.</summary>
    private static readonly string[] s_counting =
    [
        "Copy 1: Read", "Copy 2: Write", "Copy 2: Add",
        "Drop 1: Read", "Drop 2: Write", "Drop 2: Read", "Drop 3: Read", "Drop 3: CompareExchange", "Drop 4: CompareExchange", "Drop 6: Write", "Drop 7: Await",
        "DropField 1: Read", "DropField 2: Write", "DropField 2: Read", "DropField 3: CompareExchange",
        "TakeQueuedDead 1: Read", "TakeQueuedDead 2: Exchange", "TakeQueuedDead 3: Read", "TakeQueuedDead 5: Write", "TakeQueuedDead 7: CompareExchange",
        "TryLeave 1: CompareExchange", "Join 1: CompareExchange", "Join 2: Await", "Join 2: Write", "Join 3: Write",
    ];

    private static readonly string[] s_quiet = [.. s_counting, "Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Add", "Store 1: Read", "Store 2: Write"];

    private static readonly string[] s_racing =
        [.. s_counting, "Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Read", "Load 4: CompareExchange", "Store 1: Exchange"];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> program, IReadOnlyList<string> quarantine)
    {
        yield return Of<Biased<QuietSlots, DrainFrees>>(
            "biased",
            [.. program, .. s_quiet],
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>("S13", "the owner cleared after the merge", (h, t) => new OwnerClearedLate(h, t), QueueScenes.LastOfEach),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>(
                "S14", "a queued object freed by an implicit merge", (h, t) => new QueuedDiesByMerge(h, t), QueueScenes.ReferencesReturn),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>(
                "S15", "a merged, queued object freed by a stranger", (h, t) => new QueuedDiesByStranger(h, t), QueueScenes.StrangersLast),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>("S16", "queued twice", (h, t) => new QueuedTwice(h, t), QueueScenes.StrangersDrops),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>("S20", "a queue closed that is not empty", (h, t) => new ExitBeforeDrain<Biased<QuietSlots, DrainFrees>>(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>("S21", "queued to an owner that has left", (h, t) => new QueuedToNobody(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased<QuietSlots, DrainFrees>>(
                "rejoin", "back without waiting for who merges in its place", (h, t) => new RejoinsAtOnce<Biased<QuietSlots, DrainFrees>>(h, t), QueueScenes.Rejoin));
        yield return Of<Biased<QuietSlots, QueueCounts>>("biased/counted-queue", [.. program, .. s_quiet]);
        yield return Of<Biased<QuiescentSlots, DrainFrees>>(
            "biased/quiescence",
            [.. program, .. quarantine, .. s_racing],
            Mutant.Broken<Biased<QuiescentSlots, DrainFrees>>(
                "S45", "a stranger's load that revives a count of 0", (h, t) => new BiasedRevivingLoad(h, t), QueueScenes.StrangersLoad));
        yield return Of<Biased<QuiescentSlots, QueueCounts>>("biased/quiescence+counted-queue", [.. program, .. quarantine, .. s_racing]);
    }

    private static ExploredProtocol Of<TCounter>(string name, string[] sites, params IReadOnlyList<Mutant> mutants)
        where TCounter : struct, IRefCounter<TCounter>
    {
        // Three threads are left to random schedules, as a rule: exhausted, they would take longer than all else.
        Sharing sharing = TCounter.Traits.MaxSharing;
        return ExploredProtocol.Of<TCounter>(name, sites, mutants) with { Scenes = [.. Scenes.UpTo(sharing).Where(s => s.Programs.Length < 3), Scenes.Immortal, .. QueueScenes.UpTo(sharing), .. TCounter.Traits.Cure == SlotCure.None ? [QueueScenes.MergedMeanwhile] : (Scene[])[]] };
    }
}
