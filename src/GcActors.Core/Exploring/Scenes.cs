using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>The scenes, in the order of what they share. Threads are A, B, C (0, 1, 2); objects o1, o2, o3.</summary>
internal static class Scenes
{
    /// <summary>Each on objects of its own.</summary>
    public static Scene Private { get; } = new(
        "private",
        Sharing.None,
        4,
        s =>
        {
            s.New(1, 0);
            s.New(2, 0);
            s.New(3, 1);
            s.New(4, 1);
        },
        m => LinkAndDrop(m, 1, 2),
        m => LinkAndDrop(m, 3, 4));

    /// <summary>A makes an object and sends it; B uses and drops it, if it has come.</summary>
    public static Scene HandOver { get; } = new(
        "hand-over",
        Sharing.Moved,
        1,
        s => s.NewRaw(1, 0),
        m =>
        {
            m.Initialize(1);
            m.Copy(1);
            m.Drop(1);
            m.Send(Root(0), 1);
        },
        m =>
        {
            if (m.Receive(Root(0)) == 1)
            {
                m.Use(1);
                CopyAndDrop(m, 1);
            }
        });

    /// <summary>Both count on a pinned object that both hold to the end.</summary>
    public static Scene Pinned { get; } = new(
        "pinned",
        Sharing.Pinned,
        1,
        s =>
        {
            SharedByTwo(s);
            s.Pin(1);
        },
        CopyAndDropOne,
        CopyAndDropOne);

    /// <summary>Both copy the same reference and keep it.</summary>
    public static Scene TwoCopies { get; } = new("two-copies", Sharing.Counted, 1, SharedByTwo, m => m.Copy(1), m => m.Copy(1));

    public static Scene TwoDrops { get; } = new("two-drops", Sharing.Counted, 1, SharedByTwo, m => m.Drop(1), m => m.Drop(1));

    public static Scene CopyAndDrops { get; } = new(
        "copy-and-drops", Sharing.Counted, 1, SharedByTwo, m => CopyAndDrop(m, 1), m => CopyAndDrop(m, 1));

    public static Scene ThreeThreads { get; } = new(
        "three-threads", Sharing.Counted, 1, s => s.NewShared(1, 0, 1, 2), m => CopyAndDrop(m, 1), m => CopyAndDrop(m, 1), m => m.Drop(1));

    /// <summary>Both load from a slot that nobody writes.</summary>
    public static Scene TwoLoads { get; } = new("two-loads", Sharing.Counted, 1, InRootOnly, LoadAndDrop, LoadAndDrop);

    /// <summary>o1 refers to o2, which B holds as well; the last holder of o1 drops o2 for it.</summary>
    public static Scene Parent { get; } = new(
        "parent",
        Sharing.Counted,
        2,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.NewShared(2, 0, 1);
            s.Move(Field(1, 0), 2, 0);
        },
        m => m.Drop(1),
        m =>
        {
            m.Drop(1);
            m.Use(2);
            m.Drop(2);
        });

    /// <summary>A writes a field before it gives the object up; whoever is last must see that (O3, O4).</summary>
    public static Scene LateWrite { get; } = new(
        "late-write",
        Sharing.Counted,
        2,
        s =>
        {
            SharedByTwo(s);
            s.New(2, 0);
        },
        m =>
        {
            m.Store(Field(1, 0), 2);
            m.Drop(2);
            m.Drop(1);
        },
        m => m.Drop(1));

    /// <summary>A empties a slot of its own; B holds the target too.</summary>
    public static Scene Overwrite { get; } = new(
        "overwrite",
        Sharing.Counted,
        1,
        s =>
        {
            SharedByTwo(s);
            s.Move(Root(0), 1, 0);
        },
        m => m.Store(Root(0), 0),
        m => m.Drop(1));

    /// <summary>A loads from a slot of its own and stores the same back.</summary>
    public static Scene SelfAssignment { get; } = new(
        "self-assignment",
        Sharing.Counted,
        1,
        s =>
        {
            SharedByTwo(s);
            s.Move(Root(0), 1, 0);
        },
        m =>
        {
            m.Store(Root(0), m.Load(Root(0)));
            m.Drop(1);
        },
        m => m.Drop(1));

    /// <summary>An immortal object in a slot and in everybody's hands, and a mortal one beside it.</summary>
    public static Scene Immortal { get; } = new(
        "immortal",
        Sharing.Counted,
        2,
        s =>
        {
            InRootOnly(s);
            s.MakeImmortal(1);
            s.NewShared(2, 0, 1);
        },
        UseImmortal,
        UseImmortal);

    /// <summary>Four references, more than two bits can count.</summary>
    public static Scene Stuck { get; } = new(
        "stuck",
        Sharing.Counted,
        1,
        s => s.NewShared(1, 0, 0, 1, 1),
        m =>
        {
            m.Drop(1);
            m.Drop(1);
        },
        m => CopyAndDrop(m, 1));

    /// <summary>The racing load: A loads what B drops out of the slot.</summary>
    public static Scene RacingLoad { get; } = new("racing-load", Sharing.RacingSlots, 1, InRootOnly, LoadAndDrop, m => m.Store(Root(0), 0));

    /// <summary>Both overwrite one slot.</summary>
    public static Scene TwoStores { get; } = new(
        "two-stores",
        Sharing.RacingSlots,
        3,
        s =>
        {
            InRootOnly(s);
            s.New(2, 0);
            s.New(3, 1);
        },
        m => StoreAndDrop(m, 2),
        m => StoreAndDrop(m, 3));

    /// <summary>B passes a boundary before it loads what A drops out of the slot: A's grace period may end in between.</summary>
    public static Scene Boundary { get; } = new(
        "boundary",
        Sharing.RacingSlots,
        1,
        InRootOnly,
        m => m.Store(Root(0), 0),
        m =>
        {
            m.Boundary();
            m.Quantum();
            LoadAndDrop(m);
        });

    /// <summary>A keeps what it loads; B empties the slot.</summary>
    public static Scene KeepLoaded { get; } = new(
        "keep-loaded", Sharing.RacingSlots, 1, InRootOnly, m => m.Load(Root(0)), m => m.Store(Root(0), 0));

    /// <summary>B brings to another slot what A takes out of the first.</summary>
    public static Scene Relocation { get; } = new(
        "relocation",
        Sharing.RacingSlots,
        1,
        InRootOnly,
        m => m.Store(Root(0), 0),
        m =>
        {
            int o = m.Load(Root(0));
            if (o != 0)
            {
                m.Store(Root(1), o);
                m.Drop(o);
            }
        });

    /// <summary>Both swap the fields of two objects, each naming another first; neither object's granule is a multiple of the other's hash.</summary>
    public static Scene Swaps { get; } = new(
        "swaps",
        Sharing.RacingSlots,
        4,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.NewShared(3, 0, 1);
            s.New(2, 0);
            s.New(4, 0);
            s.Move(Field(1, 0), 2, 0);
            s.Move(Field(3, 0), 4, 0);
        },
        m => m.Swap(Field(1, 0), Field(3, 0)),
        m => m.Swap(Field(3, 0), Field(1, 0)));

    /// <summary>Two fields whose objects may share a lock are swapped while another loads from one of them.</summary>
    public static Scene SwapAndLoad { get; } = new(
        "swap-and-load",
        Sharing.RacingSlots,
        4,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.NewShared(2, 0, 1);
            s.New(3, 0);
            s.New(4, 0);
            s.Move(Field(1, 0), 3, 0);
            s.Move(Field(2, 0), 4, 0);
        },
        m => m.Swap(Field(1, 0), Field(2, 0)),
        m => m.Drop(m.Load(Field(1, 0))));

    /// <summary>Two objects refer to each other; each thread loads the one's reference to the other: container and target change places.</summary>
    public static Scene CrossLoads { get; } = new(
        "cross-loads",
        Sharing.Counted,
        2,
        s =>
        {
            s.NewShared(1, 0, 0, 1);
            s.NewShared(2, 0, 0, 1);
            s.Move(Field(1, 0), 2, 0);
            s.Move(Field(2, 0), 1, 0);
        },
        m => m.Drop(m.Load(Field(1, 0))),
        m => m.Drop(m.Load(Field(2, 0))));

    /// <summary>What a strategy with locks must stand: all but <see cref="Private"/>, whose unlocks on their way to memory make two million states on ARM
    /// of two threads that never meet (random schedules go through such scenes), and more.</summary>
    public static IEnumerable<Scene> OfLocks => All.Where(s => s != Private).Concat([Swaps, SwapAndLoad, CrossLoads]);

    /// <summary>Where each waits for the other once or twice: the way through a parking lot is long.</summary>
    public static IReadOnlyList<Scene> OfParking { get; } = [TwoCopies, TwoDrops, Parent, Overwrite, RacingLoad, Swaps, SwapAndLoad];

    private static IReadOnlyList<Scene> All { get; } =
    [
        Private, HandOver, Pinned, TwoCopies, TwoDrops, CopyAndDrops, ThreeThreads, TwoLoads, Parent, LateWrite, Overwrite, SelfAssignment,
        RacingLoad, TwoStores, Boundary,
    ];

    /// <summary>What a strategy that allows this much must stand.</summary>
    public static IEnumerable<Scene> UpTo(Sharing sharing) => All.Where(s => s.Needs <= sharing);

    private static void SharedByTwo(SceneSetup s) => s.NewShared(1, 0, 1);

    private static void InRootOnly(SceneSetup s)
    {
        s.New(1, 0);
        s.Move(Root(0), 1, 0);
    }

    private static void CopyAndDropOne(ExploredMutator m)
    {
        m.Copy(1);
        m.Use(1);
        m.Drop(1);
    }

    private static void CopyAndDrop(ExploredMutator m, int o)
    {
        m.Copy(o);
        m.Drop(o);
        m.Use(o);
        m.Drop(o);
    }

    private static void LinkAndDrop(ExploredMutator m, int parent, int child)
    {
        m.Store(Field(parent, 0), child);
        m.Drop(child);
        m.Drop(m.Load(Field(parent, 0)));
        m.Drop(parent);
    }

    private static void LoadAndDrop(ExploredMutator m)
    {
        int o = m.Load(Root(0));
        if (o != 0)
        {
            m.Use(o);
            m.Drop(o);
        }
    }

    private static void StoreAndDrop(ExploredMutator m, int o)
    {
        m.Store(Root(0), o);
        m.Drop(o);
    }

    private static void UseImmortal(ExploredMutator m)
    {
        LoadAndDrop(m);
        m.Copy(2);
        m.Drop(2);
        m.Drop(2);
    }
}
