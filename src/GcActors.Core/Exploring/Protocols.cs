using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>What can be explored, an entry a strategy. <c>gil</c> is not here: its lock is no code on shared words, and under it nothing
/// interleaves.</summary>
internal static class Protocols
{
    private static readonly string[] s_mailboxes =
        ["Use 1: PlainRead", "Initialize 1: PlainWrite", "Send 1: Write", "Receive 1: Read", "Receive empties 1: PlainWrite"];

    private static readonly string[] s_program = [.. s_mailboxes, "Kill 1: PlainRead", "Free 1: Free"];

    private static readonly string[] s_plain =
    [
        .. s_program, "Copy 1: Read", "Copy 2: Write", "Drop 1: Read", "Drop 2: Write", "Load 1: Read", "Load 2: Read", "Load 3: Write",
        "Store 1: Read", "Store 2: Write",
    ];

    private static readonly string[] s_census =
    [
        .. s_mailboxes, "Copy 1: Read", "Copy 2: Write", "Drop 1: Read", "Drop 2: Write", "Drop 3: Read", "Drop 4: Write", "Load 1: Read",
        "Load 2: Read", "Load 3: Write", "Store 1: Exchange",
    ];

    private static readonly string[] s_atomic =
        [.. s_program, "Copy 1: Add", "Drop 1: Add", "Load 1: Read", "Load 2: Add", "Store 1: Read", "Store 2: Write"];

    /// <summary>Each operation on a count tests it first; a load of a mortal target reads the slot again.</summary>
    private static readonly string[] s_atomicImmortal =
    [
        .. s_program, "Copy 1: Read", "Copy 2: Add", "Drop 1: Read", "Drop 2: Add", "Load 1: Read", "Load 2: Read", "Load 3: Read", "Load 4: Add",
        "Store 1: Read", "Store 2: Write",
    ];

    public static IReadOnlyList<ExploredProtocol> All { get; } =
    [
        ExploredProtocol.Of<Plain<Unsync>>(
            "unsync",
            s_plain,
            Mutant.Outside<Plain<Unsync>>("S01", "plain counts on an object that two share", Scenes.TwoCopies, Scenes.TwoDrops),
            Mutant.Unordered<Plain<Unsync>, MemoryWithoutRelease>("S41-publish", "an object sent without release", Scenes.HandOver)),
        ExploredProtocol.Of<Plain<RacingPinned>>(
            "racing-pinned",
            s_plain,
            Mutant.Outside<Plain<RacingPinned>>("S01", "plain counts on an object that two share and nobody has pinned", Scenes.TwoDrops)),
        ExploredProtocol.Of<RacyCensus>(
            "racy-census",
            s_census,
            Mutant.Outside<Plain<Unsync>>("S01", "the same counts, but what they say is dead is freed", Scenes.RacingLoad)),
        ExploredProtocol.Of<Atomic>(
            "atomic",
            s_atomic,
            Mutant.Outside<Atomic>("S02", "a load from a slot that another overwrites, without a cure", Scenes.RacingLoad),
            Mutant.Broken<Atomic>("S04", "dead judged by a load", (h, t) => new DeadByLoad(h, t), Scenes.TwoDrops),
            Mutant.Broken<Atomic>("S04-later", "dead judged by a load behind the decrement", (h, t) => new DeadByLaterLoad(h, t), Scenes.TwoDrops),
            Mutant.Outside<Atomic>("S06", "a slot that two overwrite, without an exchange", Scenes.TwoStores),
            Mutant.Broken<Atomic>("S07", "dropped before the slot is overwritten", (h, t) => new DropBeforeOverwrite(h, t), Scenes.Overwrite),
            Mutant.Unordered<Atomic, MemoryWithoutRelease>("S41-release", "a decrement that does not release", Scenes.LateWrite),
            Mutant.Unordered<Atomic, MemoryWithoutAcquire>("S41-acquire", "a decrement to 0 that does not acquire", Scenes.LateWrite)),
        ExploredProtocol.Of<WithImmortals<Atomic>>(
            "atomic+immortal",
            s_atomicImmortal,
            Mutant.Broken<WithImmortals<Atomic>>(
                "immortal-dropped", "immortality tested by increments only", (h, t) => new ImmortalDropped(h, t), Scenes.Immortal)) with
        {
            Scenes = [.. Scenes.UpTo(Sharing.Counted), Scenes.Immortal],
        },
    ];
}
