using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Strategies whose logs are looked through in stops: two in each scene, which may come between any two operations, and one behind it.</summary>
internal static class StopProtocols
{
    private static readonly string[] s_deferred =
    [
        "Use 1: PlainRead", "Initialize 1: PlainWrite", "Poll 1: Read", "Load 1: Read", "Store 1: Add", "Store 1: Exchange", "Store 2: Exchange", "Store 2: Add",
        "Store 3: Add", "Store 3: Exchange", "Store 4: Exchange", "AwaitEpoch 1: Await", "AwaitResume 1: Await", "EndEpoch 1: Exchange", "Ask 1: Exchange",
        "Ask 2: Await", "TakeLog 1: PlainRead", "Increment 1: Add", "TakeOffList 1: Exchange", "TakeOffList 2: Read", "Decrement 1: Add", "IsListed 1: Read",
        "Resume 1: Exchange", "Kill 1: PlainRead", "Free 1: Free",
    ];

    /// <summary>o1, which A lists and drops, refers to o2, which B lists: o2 dies with o1 before its own entry is looked at.</summary>
    private static readonly Scene s_twoTables = new(
        "two-tables",
        Sharing.Counted,
        2,
        s =>
        {
            s.New(1, 0);
            s.New(2, 1);
            s.Move(ExploredHeap.Field(1, 0), 2, 1);
        },
        m => m.Drop(1),
        m => m.Load(ExploredHeap.Root(0)));

    public static IReadOnlyList<ExploredProtocol> All { get; } =
    [
        ExploredProtocol.Of<Deferred>(
            "deferred",
            s_deferred,
            BrokenMutator("S06", "a slot that two overwrite, without an exchange", (h, t) => new ReconciledWithoutExchange(h, t), Scenes.TwoStores),
            BrokenReconciler("S31", "an object dies while a table names it", (h, t) => new EntrySurvives(h, t), s_twoTables),
            BrokenMutator("S32", "what one mutator holds is missed", (h, t) => new LocalsMissed(h, t), Scenes.KeepLoaded),
            BrokenReconciler("S40", "counts looked at before the tables", (h, t) => new WithoutReconciliation(h, t), Scenes.RacingLoad),
            BrokenMutator("two-tables", "an object enters a table that is in one already", (h, t) => new UnguardedTable(h, t), Scenes.TwoStores),
            BrokenMutator("no-stop", "a mutator goes on while the tables are looked through", (h, t) => new GoesOnInStop(h, t), Scenes.Relocation)) with
        {
            Strategy = Reconciled((h, t) => new ReconcilingMutator(h, t), (h, t) => new Reconciler(h, t)),
            Scenes =
            [
                Scenes.HandOver, Scenes.TwoLoads, Scenes.Parent, Scenes.LateWrite, Scenes.Overwrite, Scenes.SelfAssignment, Scenes.RacingLoad, Scenes.TwoStores,
                Scenes.Relocation, Scenes.KeepLoaded, s_twoTables,
            ],
        },
    ];

    private static Mutant BrokenMutator(string name, string summary, Func<ExploredHeap, int, ExploredMutator> mutator, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Reconciled(mutator, (h, t) => new Reconciler(h, t)), MemoryModel.Sc, scenes);

    private static Mutant BrokenReconciler(string name, string summary, Func<ExploredHeap, int, ExploredMutator> reconciler, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Reconciled((h, t) => new ReconcilingMutator(h, t), reconciler), MemoryModel.Sc, scenes);

    private static ExploredStrategy<Deferred> Reconciled(
        Func<ExploredHeap, int, ExploredMutator> mutator, Func<ExploredHeap, int, ExploredMutator> reconciler) =>
        new((heap, thread) => thread == heap.Threads - 1 ? reconciler(heap, thread) : mutator(heap, thread));
}
