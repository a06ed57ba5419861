using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Coalesced counting that logs slots, whose barrier races for their marks.</summary>
internal static class CoalescedSlotProtocols
{
    private static readonly string[] s_stops = [.. CoalescingProtocols.Stops, "Unmark 1: Exchange"];

    /// <summary>Of a store ahead of the race for the mark: the header, the slot, its mark.</summary>
    private static readonly string[] s_barrier =
    [
        .. s_stops, "Poll 1: Read", "Load 1: Read", "Store 1: Read", "Store 2: Read", "Store 3: Read", "Store 4: Read", "Store 5: CompareExchange",
    ];

    private static readonly string[] s_plain =
    [
        .. s_barrier, "Use 1: PlainRead", "Initialize 1: PlainWrite", "StoreShared 1: Read", "StoreShared 2: Write", "Store 3: Write",
    ];

    private static readonly string[] s_exchanging = [.. s_barrier, "Store 2: Exchange", "Store 4: Exchange", "Store 6: Exchange"];

    public static IReadOnlyList<ExploredProtocol> All { get; } = [Plain, Exchanging];

    private static ExploredProtocol Plain => new(
        "coalescing/slot",
        Coalesced((h, t) => new CoalescingMutator<QuietSlots, SingleSlot>(h, t), (h, t) => new SlotCoalescer(h, t)),
        CoalescingProtocols.PlainScenes,
        s_plain,
        Broken("S33", "logged after the store", (h, t) => new SlotLoggedAfterStore(h, t)),
        Broken("S34", "both who find a slot unmarked log it", (h, t) => new SlotLoggedTwice(h, t)),
        Broken("read-late", "the slot read behind its mark", (h, t) => new SlotReadLate(h, t)),
        new Mutant(
            "mark-stays",
            "a slot that was looked at stays marked",
            Coalesced((h, t) => new CoalescingMutator<QuietSlots, SingleSlot>(h, t), (h, t) => new SlotMarkStays(h, t)),
            MemoryModel.Sc,
            CoalescingProtocols.FirstStores));

    private static ExploredProtocol Exchanging => new(
        "coalescing/slot/stop",
        new ExploredStrategy<Coalescing<StoppedSlots, SingleSlot>>(
            (h, t) => t == h.Threads - 1 ? new SlotCoalescer(h, t) : new CoalescingMutator<StoppedSlots, SingleSlot>(h, t)),
        [CoalescingProtocols.FirstStores, CoalescingProtocols.Move],
        s_exchanging);

    private static Mutant Broken(string name, string summary, Func<ExploredHeap, int, ExploredMutator> mutator) =>
        new(name, summary, Coalesced(mutator, (h, t) => new SlotCoalescer(h, t)), MemoryModel.Sc, CoalescingProtocols.FirstStores);

    private static ExploredStrategy<Coalescing<QuietSlots, SingleSlot>> Coalesced(
        Func<ExploredHeap, int, ExploredMutator> mutator, Func<ExploredHeap, int, ExploredMutator> stop) =>
        new((heap, thread) => thread == heap.Threads - 1 ? stop(heap, thread) : mutator(heap, thread));
}
