using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Strategies whose cells are used again at once, in their size class.</summary>
internal static class TypeStableProtocols
{
    private static readonly string[] s_reuse =
        ["Reuse 1: Reuse", "Reuse 2: PlainWrite", "Kill 1: PlainRead", "Free 1: Free"];

    private static readonly string[] s_strays = ["TakeQueuedDead 1: Read", "TakeQueuedDead 2: Read", "TakeQueuedDead 3: Write", "TryLeave 1: Read"];

    /// <summary>The list of strays is looked at before the queue.</summary>
    private static readonly string[] s_queues =
    [
        "TakeQueuedDead 1: Read", "TakeQueuedDead 3: Exchange", "TakeQueuedDead 3: Write", "TakeQueuedDead 6: Write", "TakeQueuedDead 8: CompareExchange", "TryLeave 1: Read",
        "TryLeave 2: CompareExchange",
    ];

    private static readonly string[] s_atomic =
    [
        "Copy 1: Add", "Drop 1: Add", "DropField 1: Add", "Load 1: Read", "Load 3: CompareExchange", "Load 5: Add", "Load 7: Write", "Store 1: Exchange",
    ];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> mailboxes)
    {
        yield return ExploredProtocol.In<Atomic<TypeStableSlots>>(
            [.. Scenes.UpTo(Sharing.RacingSlots), ReuseScenes.Dropped, ReuseScenes.Elsewhere, ReuseScenes.InSlot],
            "atomic/type-stable",
            [.. mailboxes, .. s_reuse, .. s_strays, .. s_atomic],
            Mutant.Broken<Atomic<TypeStableSlots>>("S12", "the slot is not looked at again", (h, t) => new SlotNotReadAgain(h, t), ReuseScenes.Dropped),
            Mutant.Broken<Atomic<TypeStableSlots>>("stray-kept", "what was counted by mistake is not given back", (h, t) => new StrayKept(h, t), ReuseScenes.Dropped),
            Mutant.Broken<Atomic<TypeStableSlots>>("stray-alive", "given back as if it could not be the last", (h, t) => new StrayAlive(h, t), ReuseScenes.Dropped));
        yield return ExploredProtocol.In<Biased703<TypeStableSlots, NothingDeferred>>(
            [.. Biased703Protocols.Racing, ReuseScenes.Dropped, ReuseScenes.InSlot],
            "biased-703/type-stable",
            [
                .. mailboxes, .. s_reuse, .. s_queues, .. Biased703Protocols.RacingSites,
                .. Biased703Protocols.Counted.Where(s => !s.StartsWith("TakeQueuedDead", StringComparison.Ordinal) && !s.StartsWith("TryLeave", StringComparison.Ordinal)),
            ],
            Mutant.Broken<Biased703<TypeStableSlots, NothingDeferred>>(
                "S12", "the slot is not looked at again", (h, t) => new SlotNotReadAgain703(h, t), ReuseScenes.LoadedElsewhere));
    }
}
