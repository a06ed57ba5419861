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
        "DropField 1: Read", "DropField 2: Read", "DropField 3: Read", "TakeQueuedDead 1: Read", "TakeQueuedDead 2: Exchange", "TakeQueuedDead 3: Read", "TakeQueuedDead 5: Write", "TakeQueuedDead 7: CompareExchange",
        "TryLeave 1: CompareExchange", "Join 1: CompareExchange", "Join 2: Await", "Join 2: Write",
    ];

    internal static IReadOnlyList<string> Counted => s_counted;

    private static readonly string[] s_counted = [.. s_counting, "DropField 2: Write", "DropField 3: CompareExchange"];

    /// <summary>Where objects may be deferred, a dead one's fields are looked at once more, and a store looks at what it moves.</summary>
    private static readonly string[] s_deferring =
        [.. s_counting, "DropField 2: Add", "DropField 3: Write", "DropField 4: Read", "DropField 4: CompareExchange"];

    private static readonly string[] s_quiet = ["Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Add", "Store 1: Read", "Store 2: Write"];

    /// <summary>Loads count at once, or under the lock.</summary>
    internal static IReadOnlyList<string> RacingSites => s_racing;

    private static readonly string[] s_racing =
    [
        "Load 1: Read", "Load 2: Read", "Load 3: Write", "Load 3: Read", "Load 4: CompareExchange", "Load 4: Lock", "Load 5: Read",
        "Load 8: CompareExchange", "Load 9: Write", "Store 1: Lock", "Store 2: Read", "Store 3: Write", "Store 4: Write",
    ];

    /// <summary>Both store a deferred object, each into a slot of its own, and count what they hold of it, which is nothing. A keeps it.</summary>
    private static readonly Scene s_deferred = new(
        "deferred",
        Sharing.Counted,
        3,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.Pin(1);
            s.New(2, 0);
            s.New(3, 1);
        },
        m => StoreAndDrop(m, 2, keeps: true),
        m => StoreAndDrop(m, 3, keeps: false));

    /// <summary>A deferred object is stored into a slot by one, and taken out by the other.</summary>
    private static readonly Scene s_deferredRacing = new(
        "deferred-racing",
        Sharing.RacingSlots,
        1,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.Pin(1);
        },
        m =>
        {
            m.Store(ExploredHeap.Root(0), 1);
            m.Load(ExploredHeap.Root(0));
        },
        m =>
        {
            m.Load(ExploredHeap.Root(0));
            m.Store(ExploredHeap.Root(0), 0);
        });

    /// <summary>B loads what A, its owner, drops out of the slot, and keeps it.</summary>
    private static readonly Scene s_strangerKeeps = StrangersLoad("stranger-keeps", isFirst: true);

    /// <summary>The same, where B has loaded it before: that raised the state, and this load needs no lock.</summary>
    private static readonly Scene s_strangersSecondLoad = StrangersLoad("strangers-second-load", isFirst: false);

    /// <summary>What a form without racing slots must stand. Three threads are left to random schedules: exhausted, they would take longer than all else.</summary>
    private static IEnumerable<Scene> OfTwo(Sharing sharing) =>
        [.. Scenes.UpTo(sharing).Where(s => s.Programs.Length < 3), Scenes.Immortal, .. QueueScenes.UpTo(sharing)];

    internal static IReadOnlyList<Scene> Racing =>
        [.. OfTwo(Sharing.RacingSlots).Where(s => s != Scenes.Private), s_strangerKeeps, s_strangersSecondLoad];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> program, IReadOnlyList<string> quarantine)
    {
        yield return ExploredProtocol.In<Biased703<QuietSlots, NothingDeferred>>(
            [.. OfTwo(Sharing.Counted), QueueScenes.MergedMeanwhile],
            "biased-703",
            [.. program, .. s_counted, .. s_quiet],
            Mutant.Broken<Biased703<QuietSlots, NothingDeferred>>("S13", "the owner cleared after the merge", (h, t) => new OwnerClearedLate703(h, t), QueueScenes.LastOfEach),
            Mutant.Broken<Biased703<QuietSlots, NothingDeferred>>(
                "S17", "the queue takes the reference over and the count is lowered", (h, t) => new StolenAndLowered(h, t), QueueScenes.StrangersDrops),
            Mutant.Broken<Biased703<QuietSlots, NothingDeferred>>(
                "S20", "a queue closed that is not empty", (h, t) => new ExitBeforeDrain<Biased703<QuietSlots, NothingDeferred>>(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased703<QuietSlots, NothingDeferred>>("S21", "queued to an owner that has left", (h, t) => new QueuedToNobody703(h, t), QueueScenes.Exit),
            Mutant.Broken<Biased703<QuietSlots, NothingDeferred>>(
                "rejoin", "back without waiting for who merges in its place", (h, t) => new RejoinsAtOnce<Biased703<QuietSlots, NothingDeferred>>(h, t), QueueScenes.Rejoin));
        yield return ExploredProtocol.In<Biased703<QuiescentSlots, NothingDeferred>>(
            Racing,
            "biased-703/quiescence",
            [.. program, .. quarantine, .. s_counted, .. s_racing],
            Mutant.Broken<Biased703<QuiescentSlots, NothingDeferred>>(
                "S18", "quick death that looks at the count, not at the state", (h, t) => new StateIgnored(h, t), s_strangersSecondLoad),
            Mutant.Broken<Biased703<QuiescentSlots, NothingDeferred>>(
                "raise-unlocked", "a stranger that raises the state without the lock", (h, t) => new RaisedUnlocked(h, t), s_strangerKeeps),
            Mutant.Broken<Biased703<QuiescentSlots, NothingDeferred>>(
                "store-unlocked", "a store that exchanges without the lock", (h, t) => new StoredUnlocked(h, t), s_strangerKeeps));
        yield return ExploredProtocol.In<Biased703<QuietSlots, PinnedDeferred>>(
            [.. OfTwo(Sharing.Counted), s_deferred],
            "biased-703/deferred",
            [.. program, .. s_deferring, .. s_quiet, "Store 4: Add"],
            Mutant.Broken<Biased703<QuietSlots, PinnedDeferred>>(
                "plain-slots", "slots' references to a deferred object counted by load and store", (h, t) => new SlotsCountedPlainly(h, t), s_deferred));
        yield return ExploredProtocol.In<Biased703<QuiescentSlots, PinnedDeferred>>(
            [.. Racing, s_deferred, s_deferredRacing],
            "biased-703/deferred/quiescence",
            [.. program, .. quarantine, .. s_deferring, .. s_racing, "Store 6: Add"]);
    }

    private static void StoreAndDrop(ExploredMutator m, int container, bool keeps)
    {
        m.Copy(1);
        m.Store(ExploredHeap.Field(container, 0), 1);
        m.Drop(1);
        m.Drop(container);
        if (!keeps)
        {
            m.Drop(1);
        }
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
