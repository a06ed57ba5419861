using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>A cell becomes another object while A may stand between its reading of the slot and its counting. B has made the object, and makes the later
/// one.</summary>
internal static class ReuseScenes
{
    /// <summary>The later object is B's alone, and dies.</summary>
    public static Scene Dropped { get; } = Of("reused", LoadAndDrop, m => m.Drop(1));

    /// <summary>It comes into another slot.</summary>
    public static Scene Elsewhere { get; } = Of("reused-elsewhere", LoadAndDrop, m => m.Send(Root(1), 1));

    /// <summary>It comes into the slot of the first.</summary>
    public static Scene InSlot { get; } = Of(
        "reused-in-slot",
        m => LoadAndDrop(m, mayBeLater: true),
        m =>
        {
            m.Store(Root(0), 1);
            m.Drop(1);
        });

    /// <summary>The same, and a third loads it there.</summary>
    public static Scene LoadedElsewhere { get; } = new(
        "reused-and-loaded",
        Sharing.RacingSlots,
        1,
        InRoot,
        LoadAndDrop,
        m => EmptyAndReuse(m, later => later.Send(Root(1), 1)),
        m => m.Load(Root(1)));

    private static Scene Of(string name, Action<ExploredMutator> load, Action<ExploredMutator> use) => new(
        name, Sharing.RacingSlots, 1, InRoot, load, m => EmptyAndReuse(m, use));

    private static void InRoot(SceneSetup s)
    {
        s.New(1, 1);
        s.Move(Root(0), 1, 1);
    }

    private static void EmptyAndReuse(ExploredMutator m, Action<ExploredMutator> use)
    {
        m.Store(Root(0), 0);
        if (m.Reuse(1))
        {
            use(m);
        }
    }

    private static void LoadAndDrop(ExploredMutator m) => LoadAndDrop(m, mayBeLater: false);

    private static void LoadAndDrop(ExploredMutator m, bool mayBeLater)
    {
        int o = m.Load(Root(0));
        if (o != 0)
        {
            m.Use(o, mayBeLater);
            m.Drop(o);
        }
    }
}
