using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>What can be explored, an entry a strategy. <c>gil</c> is not here: its lock is no code on shared words, and under it nothing
/// interleaves.</summary>
internal static class Protocols
{
    private static readonly string[] s_mailboxes =
        ["Use 1: PlainRead", "Initialize 1: PlainWrite", "Send 1: Write", "Receive 1: Read", "Receive empties 1: PlainWrite"];

    private static readonly string[] s_program = [.. s_mailboxes, "Kill 1: PlainRead", "Free 1: Free"];

    private static readonly string[] s_quarantine =
    [
        "Quantum 1: Read", "Quantum 2: Exchange", "Retire 1: Read", "Boundary 1: Write", "Boundary 2: Read", "Boundary 3: Add",
    ];

    private static readonly string[] s_plain =
    [
        .. s_program, "Copy 1: Read", "Copy 2: Write", "Drop 1: Read", "Drop 2: Write", "DropField 1: Read", "DropField 2: Write", "Load 1: Read", "Load 2: Read", "Load 3: Write",
        "Store 1: Read", "Store 2: Write",
    ];

    private static readonly string[] s_census =
    [
        .. s_mailboxes, "Copy 1: Read", "Copy 2: Write", "Drop 1: Read", "Drop 2: Write", "Drop 3: Read", "Drop 4: Write", "Load 1: Read",
        "Load 2: Read", "Load 3: Write", "Store 1: Exchange",
    ];

    private static readonly string[] s_atomic =
        [.. s_program, "Copy 1: Add", "Drop 1: Add", "DropField 1: Add", "Load 1: Read", "Load 2: Add", "Store 1: Read", "Store 2: Write"];

    /// <summary>Each operation on a count tests it first; a load of a mortal target reads the slot again.</summary>
    private static readonly string[] s_atomicImmortal =
    [
        .. s_program, "Copy 1: Read", "Copy 2: Add", "Drop 1: Read", "Drop 2: Add", "DropField 1: Read", "DropField 2: Add", "Load 1: Read", "Load 2: Read", "Load 3: Read", "Load 4: Add",
        "Store 1: Read", "Store 2: Write",
    ];

    /// <summary>Its loads compare and swap; what they do when they fail once more is at the same places again.</summary>
    private static readonly string[] s_atomicQuiescent =
    [
        .. s_mailboxes, "Kill 1: PlainRead", "Free 1: Free", "Copy 1: Add", "Drop 1: Add", "DropField 1: Add", "Load 1: Read", "Load 2: Read",
        "Load 3: CompareExchange", "Load 3: Read", "Load 4: CompareExchange", "Store 1: Exchange", .. s_quarantine,
    ];

    private static readonly string[] s_atomicHazard =
    [
        .. s_program, "Copy 1: Add", "Drop 1: Add", "DropField 1: Add", "Load 1: Read", "Load 2: Exchange", "Load 3: Read", "Load 4: Read",
        "Load 4: Write", "Load 5: CompareExchange", "Load 5: Write", "Load 6: Write", "Store 1: Exchange", "Boundary 1: Read",
    ];
    internal static IReadOnlyList<string> Program => s_program;

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

        // What was packed changes mutators whole; copying itself touches nothing that two share.
        ExploredProtocol.Of<Plain<PrivateHeaps>>(
            "private",
            s_plain,
            Mutant.Outside<Plain<PrivateHeaps>>("sent-original", "an object sent to which its sender still refers", Scenes.TwoDrops),
            Mutant.Unordered<Plain<PrivateHeaps>, MemoryWithoutRelease>("S41-publish", "a message sent without release", Scenes.HandOver)) with
        {
            Scenes = [.. Scenes.UpTo(Sharing.Moved)],
        },
        ExploredProtocol.Of<Atomic<QuietSlots>>(
            "atomic",
            s_atomic,
            Mutant.Outside<Atomic<QuietSlots>>("S02", "a load from a slot that another overwrites, without a cure", Scenes.RacingLoad),
            Mutant.Broken<Atomic<QuietSlots>>("S04", "dead judged by a load", (h, t) => new DeadByLoad(h, t), Scenes.TwoDrops),
            Mutant.Broken<Atomic<QuietSlots>>("S04-later", "dead judged by a load behind the decrement", (h, t) => new DeadByLaterLoad(h, t), Scenes.TwoDrops),
            Mutant.Outside<Atomic<QuietSlots>>("S06", "a slot that two overwrite, without an exchange", Scenes.TwoStores),
            Mutant.Broken<Atomic<QuietSlots>>("S07", "dropped before the slot is overwritten", (h, t) => new DropBeforeOverwrite(h, t), Scenes.Overwrite),
            Mutant.Unordered<Atomic<QuietSlots>, MemoryWithoutRelease>("S41-release", "a decrement that does not release", Scenes.LateWrite),
            Mutant.Unordered<Atomic<QuietSlots>, MemoryWithoutAcquire>("S41-acquire", "a decrement to 0 that does not acquire", Scenes.LateWrite)),
        ExploredProtocol.Of<Atomic<QuiescentSlots>>(
            "atomic/quiescence",
            s_atomicQuiescent,
            Mutant.Broken<Atomic<QuiescentSlots>>("S03", "a load that revives a count of 0", (h, t) => new RevivingLoad(h, t), Scenes.RacingLoad),
            Mutant.Broken<Atomic<QuiescentSlots>>("S05", "death without an interlocked operation at a count of 1", (h, t) => new UniqueDrop(h, t), Scenes.RacingLoad),
            Mutant.Broken<Atomic<QuiescentSlots>>("S09", "a cell used again before its grace period has ended", (h, t) => new ImpatientReuse(h, t), Scenes.RacingLoad),
            Mutant.Broken<Atomic<QuiescentSlots>>(
                "S10", "a mutator that comes back online without a fence", (h, t) => new UnfencedQuantum(h, t), Scenes.Boundary) with { FailsOn = MemoryModel.Tso }),
        ExploredProtocol.Of<Atomic<HazardSlots>>(
            "atomic/hazard",
            s_atomicHazard,
            Mutant.Broken<Atomic<HazardSlots>>("S11", "announced after the second look at the slot", (h, t) => new LateHazard(h, t), Scenes.RacingLoad),
            Mutant.Broken<Atomic<HazardSlots>>(
                "S11-fence", "no fence between announcement and second look", (h, t) => new UnfencedHazard(h, t), Scenes.RacingLoad) with
            {
                FailsOn = MemoryModel.Tso,
            }),
        ExploredProtocol.Of<WithImmortals<Atomic<QuietSlots>>>(
            "atomic+immortal",
            s_atomicImmortal,
            Mutant.Broken<WithImmortals<Atomic<QuietSlots>>>(
                "immortal-dropped", "immortality tested by increments only", (h, t) => new ImmortalDropped(h, t), Scenes.Immortal)) with
        {
            Scenes = [.. Scenes.UpTo(Sharing.Counted), Scenes.Immortal],
        },
        .. LockProtocols.All,
        .. BiasedProtocols.All(s_program, s_quarantine),
        .. LogProtocols.All,
        ExploredProtocol.Of<Uncounted<QuietSlots>>(
            "none",
            [.. s_mailboxes, "Load 1: Read", "Store 1: Read", "Store 2: Write"],
            Mutant.Unordered<Uncounted<QuietSlots>, MemoryWithoutRelease>("S41-publish", "an object sent without release", Scenes.HandOver)),
        ExploredProtocol.Of<Uncounted<StoppedSlots>>("none/stop", [.. s_mailboxes, "Load 1: Read", "Store 1: Exchange"]),
        .. StickyProtocols.All(s_program, s_quarantine),
        .. TypeStableProtocols.All(s_mailboxes),
        .. Biased703Protocols.All(s_program, s_quarantine),
        .. StopProtocols.All,
        .. DynamicProtocols.All(s_program, s_quarantine),
        .. CoalescingProtocols.All,
        .. CoalescedSlotProtocols.All,
        .. MessageCountProtocols.All,
    ];
}
