using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>Coalesced counting, whose barrier races for objects and not for slots.</summary>
internal static class CoalescingProtocols
{
    /// <summary>Sites of a stop, and of mutators that come to it.</summary>
    public static IReadOnlyList<string> Stops { get; } =
    [
        "AwaitEpoch 1: Await", "AwaitResume 1: Await", "EndEpoch 1: Exchange", "Ask 1: Exchange", "Ask 2: Await", "TakeLog 1: PlainRead", "ReadRoots 1: PlainRead",
        "Scan 1: PlainRead", "Increment 1: Add", "TakeOffList 1: Add", "TakeOffList 2: Read", "Decrement 1: Add", "IsListed 1: Read", "Resume 1: Exchange",
        "Kill 1: PlainRead", "Free 1: Free",
    ];

    /// <summary>The third access of a store writes the slot, or is the race for the object, which is followed by what its winner or its loser does.</summary>
    private static readonly string[] s_plain =
    [
        .. Stops, "Use 1: PlainRead", "Initialize 1: PlainWrite", "Poll 1: Read", "Load 1: Read", "StoreShared 1: Read", "StoreShared 2: Write",
        "Store 1: Read", "Store 2: Read", "Store 3: Write", "Store 3: CompareExchange", "Store 4: Await", "Store 4: Read", "Store 5: Write",
    ];

    private static readonly string[] s_exchanging =
    [
        .. Stops, "Poll 1: Read", "Load 1: Read", "Store 1: Read", "Store 2: Exchange", "Store 2: Read", "Store 3: CompareExchange", "Store 4: Await",
        "Store 4: Read", "Store 5: Write",
    ];

    /// <summary>Both overwrite one field of an object that an epoch may have made old.</summary>
    public static Scene FirstStores { get; } = new(
        "first-stores",
        Sharing.RacingSlots,
        3,
        s =>
        {
            ParentInRoot(s);
            s.New(3, 0);
        },
        m => m.Store(Field(1, 0), 3),
        m => m.Store(Field(1, 0), 0));

    /// <summary>A moves what the field of one object refers to into that of another; nobody holds it then.</summary>
    public static Scene Move { get; } = new(
        "move",
        Sharing.Counted,
        3,
        s =>
        {
            ParentInRoot(s);
            s.New(3, 0);
        },
        m =>
        {
            int o = m.Load(Field(1, 0));
            m.Store(Field(1, 0), 0);
            m.Store(Field(3, 0), o);
            m.Drop(o);
        });

    /// <summary>A sends an object through a field; B, which looks three times, uses it.</summary>
    private static readonly Scene s_sentByField = new(
        "sent-by-field",
        Sharing.RacingSlots,
        2,
        s =>
        {
            s.New(1, 0);
            s.Move(Root(0), 1, 0);
            s.NewRaw(2, 0);
        },
        m =>
        {
            m.Initialize(2);
            m.Store(Field(1, 0), 2);
        },
        m =>
        {
            for (int look = 0; look < 3; look++)
            {
                if (m.Load(Field(1, 0)) == 2)
                {
                    m.Use(2);
                    return;
                }
            }
        });

    /// <summary>Racing stores among them: the plain form must stand them, too.</summary>
    public static IReadOnlyList<Scene> PlainScenes { get; } =
    [
        Scenes.HandOver, Scenes.TwoLoads, Scenes.Parent, Scenes.LateWrite, Scenes.Overwrite, Scenes.SelfAssignment, Scenes.RacingLoad, Scenes.TwoStores,
        Scenes.Relocation, Scenes.KeepLoaded, FirstStores, Move, s_sentByField,
    ];

    public static IReadOnlyList<ExploredProtocol> All { get; } = [Plain, Exchanging];

    private static ExploredProtocol Plain => ExploredProtocol.Of<Coalescing<QuietSlots, WholeObject>>(
        "coalescing",
        s_plain,
        BrokenMutator("S33", "logged after the store", (h, t) => new LoggedAfterStore(h, t), FirstStores),
        BrokenMutator("S34", "who loses the race to an object logs it too", (h, t) => new LoserLogsToo(h, t), FirstStores),
        BrokenMutator("no-wait", "who loses the race stores at once", (h, t) => new LoserGoesOn(h, t), FirstStores),
        BrokenStop("mark-stays", "an object that was looked through stays logged", (h, t) => new MarkStays(h, t), FirstStores),
        BrokenStop("S28", "counted down before up", (h, t) => new DownBeforeUp(h, t), Move),
        BrokenStop("roots-missed", "shared roots are not looked at", (h, t) => new RootsMissed(h, t), Scenes.HandOver),
        BrokenMutator("S32", "what one mutator holds is missed", (h, t) => new CoalescedLocalsMissed(h, t), Scenes.KeepLoaded),
        BrokenStop("S40", "counts looked at before the logs", (h, t) => new WithoutReplay(h, t), Scenes.RacingLoad),
        BrokenMutator("no-stop", "a mutator goes on while counts are written", (h, t) => new GoesOnWhileCounting(h, t), Scenes.Relocation),
        BrokenMutator("S41-publish", "an object stored into a field without release", (h, t) => new UnreleasedStore(h, t), s_sentByField) with { FailsOn = MemoryModel.Arm }) with
    {
        Strategy = Coalesced((h, t) => new CoalescingMutator(h, t), (h, t) => new Coalescer(h, t)),
        Scenes = PlainScenes,
    };

    private static ExploredProtocol Exchanging => new(
        "coalescing/stop",
        new ExploredStrategy<Coalescing<StoppedSlots, WholeObject>>(
            (h, t) => t == h.Threads - 1 ? new Coalescer(h, t) : new CoalescingMutator<StoppedSlots, WholeObject>(h, t)),
        [FirstStores, Move],
        s_exchanging);

    /// <summary>o1 lies in a root, and o2 in its field.</summary>
    private static void ParentInRoot(SceneSetup s)
    {
        s.New(1, 0);
        s.Move(Root(0), 1, 0);
        s.New(2, 0);
        s.Move(Field(1, 0), 2, 0);
    }

    private static Mutant BrokenMutator(string name, string summary, Func<ExploredHeap, int, ExploredMutator> mutator, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Coalesced(mutator, (h, t) => new Coalescer(h, t)), MemoryModel.Sc, scenes);

    private static Mutant BrokenStop(string name, string summary, Func<ExploredHeap, int, ExploredMutator> stop, params IReadOnlyList<Scene> scenes) =>
        new(name, summary, Coalesced((h, t) => new CoalescingMutator(h, t), stop), MemoryModel.Sc, scenes);

    private static ExploredStrategy<Coalescing<QuietSlots, WholeObject>> Coalesced(
        Func<ExploredHeap, int, ExploredMutator> mutator, Func<ExploredHeap, int, ExploredMutator> stop) =>
        new((heap, thread) => thread == heap.Threads - 1 ? stop(heap, thread) : mutator(heap, thread));
}
