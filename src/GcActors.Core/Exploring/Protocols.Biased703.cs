using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>CPython's biased counting, with and without racing slots.</summary>
internal static class Biased703Protocols
{
    /// <summary>Drops go their own way, a stranger's, into a queue, or merge in place of an owner that has left; further accesses are these again.</summary>
    private static readonly string[] s_counting =
    [
        "Copy 1: Read", "Copy 2: Write", "Copy 2: Add",
        "Drop 1: Read", "Drop 2: Write", "Drop 2: Read", "Drop 3: Read", "Drop 3: CompareExchange", "Drop 4: Write", "Drop 4: CompareExchange", "Drop 7: Await",
        "DropField 1: Read", "DropField 2: Write", "DropField 2: Read", "DropField 3: Read", "DropField 3: CompareExchange",
        "TakeQueuedDead 1: Read", "TakeQueuedDead 2: Exchange", "TakeQueuedDead 3: Read", "TakeQueuedDead 5: Write", "TakeQueuedDead 7: CompareExchange",
        "TryLeave 1: CompareExchange", "Join 1: CompareExchange", "Join 2: Await", "Join 2: Write",
    ];

    private static readonly string[] s_quiet = [.. s_counting, "Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Add", "Store 1: Read", "Store 2: Write"];

    /// <summary>Loads count at once, or under the lock.</summary>
    private static readonly string[] s_racing =
    [
        .. s_counting, "Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Read", "Load 4: CompareExchange", "Load 4: Lock", "Load 5: Read",
        "Load 8: CompareExchange", "Load 9: Write", "Store 1: Lock", "Store 2: Read", "Store 3: Write", "Store 4: Write",
    ];

    /// <summary>B loads what A, its owner, drops out of the slot, and keeps it.</summary>
    private static readonly Scene s_strangerKeeps = StrangersLoad("stranger-keeps", isFirst: true);

    /// <summary>The same, where B has loaded it before: that raised the state, and this load needs no lock.</summary>
    private static readonly Scene s_strangersSecondLoad = StrangersLoad("strangers-second-load", isFirst: false);

    /// <summary>What a form without racing slots must stand. Three threads are left to random schedules: exhausted, they would take longer than all else.</summary>
    private static IEnumerable<Scene> OfTwo(Sharing sharing) =>
        [.. Scenes.UpTo(sharing).Where(s => s.Programs.Length < 3), Scenes.Immortal, .. QueueScenes.UpTo(sharing)];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> program, IReadOnlyList<string> quarantine)
    {
        yield return ExploredProtocol.In<Biased703<QuietSlots>>(
            [.. OfTwo(Sharing.Counted), QueueScenes.MergedMeanwhile],
            "biased-703",
            [.. program, .. s_quiet],
            Mutant.Broken<Biased703<QuietSlots>>("S13", "the owner cleared after the merge", (h, t) => new OwnerClearedLate703(h, t), QueueScenes.LastOfEach),
            Mutant.Broken<Biased703<QuietSlots>>(
                "S17", "the queue takes the reference over and the count is lowered", (h, t) => new StolenAndLowered(h, t), QueueScenes.StrangersDrops),
            Mutant.Broken<Biased703<QuietSlots>>(
                "S20", "a queue closed that is not empty", (h, t) => new ExitBeforeDrain<Biased703<QuietSlots>>(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased703<QuietSlots>>("S21", "queued to an owner that has left", (h, t) => new QueuedToNobody703(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased703<QuietSlots>>(
                "rejoin", "back without waiting for who merges in its place", (h, t) => new RejoinsAtOnce<Biased703<QuietSlots>>(h, t), QueueScenes.Rejoin));
        yield return ExploredProtocol.In<Biased703<QuiescentSlots>>(
            [.. OfTwo(Sharing.RacingSlots).Where(s => s != Scenes.Private), s_strangerKeeps, s_strangersSecondLoad],
            "biased-703/quiescence",
            [.. program, .. quarantine, .. s_racing],
            Mutant.Broken<Biased703<QuiescentSlots>>(
                "S18", "quick death that looks at the count, not at the state", (h, t) => new StateIgnored(h, t), s_strangersSecondLoad),
            Mutant.Broken<Biased703<QuiescentSlots>>(
                "raise-unlocked", "a stranger that raises the state without the lock", (h, t) => new RaisedUnlocked(h, t), s_strangerKeeps),
            Mutant.Broken<Biased703<QuiescentSlots>>(
                "store-unlocked", "a store that exchanges without the lock", (h, t) => new StoredUnlocked(h, t), s_strangerKeeps));
    }

    /// <summary>Both pass a boundary behind what they do: A's grace period may end while B holds what it loaded.</summary>
    private static Scene StrangersLoad(string name, bool isFirst) => new(
        name,
        Sharing.RacingSlots,
        1,
        s =>
        {
            s.New(1, 0);
            s.Move(ExploredHeap.Root(0), 1, 0);
            if (!isFirst)
            {
                s.Load(ExploredHeap.Root(0), 1);
                s.Drop(1, 1);
            }
        },
        m =>
        {
            m.Store(ExploredHeap.Root(0), 0);
            m.Boundary();
            m.Quantum();
        },
        m =>
        {
            m.Load(ExploredHeap.Root(0));
            m.Boundary();
            m.Quantum();
        });
}
