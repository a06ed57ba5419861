using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Strategies with logs: one more thread, the last, applies them.</summary>
internal static class LogProtocols
{
    private static readonly string[] s_buffered =
    [
        "Use 1: PlainRead", "Initialize 1: PlainWrite", "Poll 1: Read", "Load 1: Read", "Store 1: Exchange", "AwaitEpoch 1: Await", "EndEpoch 1: Exchange",
        "Ask 1: Exchange", "Ask 2: Await", "TakeLog 1: PlainRead", "Increment 1: Add", "Decrement 1: Add", "Kill 1: PlainRead",
        "Free 1: Free",
    ];

    public static IReadOnlyList<ExploredProtocol> All { get; } =
    [
        ExploredProtocol.Of<Buffered<SnapshotLocals>>(
            "buffered",
            s_buffered,
            BrokenMutator("S06", "a slot that two overwrite, without an exchange", (h, t) => new LoggedWithoutExchange(h, t), Scenes.TwoStores),
            BrokenApplier("S27", "decrements of an epoch applied at its end", (h, t) => new DecrementsAtOnce(h, t), Scenes.KeepLoaded),
            BrokenApplier("S28", "increments before decrements in each log, but not in all", (h, t) => new LogByLog(h, t), Scenes.Relocation),
            BrokenMutator("S29", "what an idle mutator holds is forgotten", (h, t) => new IdleForgotten(h, t), Scenes.KeepLoaded),
            BrokenApplier("S30", "a log written again before it was applied", (h, t) => new LogReturnedEarly(h, t), Scenes.KeepLoaded),
            BrokenApplier("S40", "counts looked at before the logs were applied", (h, t) => new WithoutDrain(h, t), Scenes.KeepLoaded),
            BrokenMutator("S44", "a boundary passed before all have passed the one before", (h, t) => new BoundaryAhead(h, t), Scenes.KeepLoaded)) with
        {
            Strategy = Logged((h, t) => new LoggedMutator(h, t), (h, t) => new LogApplier(h, t)),
            Scenes =
            [
                Scenes.HandOver, Scenes.TwoLoads, Scenes.Parent, Scenes.LateWrite, Scenes.Overwrite, Scenes.SelfAssignment, Scenes.RacingLoad, Scenes.TwoStores,
                Scenes.Relocation, Scenes.KeepLoaded,
            ],
        },
    ];

    private static Mutant BrokenMutator(string name, string summary, Func<ExploredHeap, int, ExploredMutator> mutator, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Logged(mutator, (h, t) => new LogApplier(h, t)), MemoryModel.Sc, scenes);

    private static Mutant BrokenApplier(string name, string summary, Func<ExploredHeap, int, ExploredMutator> applier, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Logged((h, t) => new LoggedMutator(h, t), applier), MemoryModel.Sc, scenes);

    private static ExploredStrategy<Buffered<SnapshotLocals>> Logged(
        Func<ExploredHeap, int, ExploredMutator> mutator, Func<ExploredHeap, int, ExploredMutator> applier) =>
        new((heap, thread) => thread == heap.Threads - 1 ? applier(heap, thread) : mutator(heap, thread));
}
