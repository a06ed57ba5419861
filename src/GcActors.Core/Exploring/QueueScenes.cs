using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>Scenes for strategies under which an object has an owner and others queue it for him. A makes o1 and hands references to B.</summary>
internal static class QueueScenes
{
    /// <summary>B gives up all that A handed over: the first drop queues the object, the second goes further below 0.</summary>
    public static Scene StrangersDrops { get; } = new(
        "strangers-drops", Sharing.Counted, 1, s => HandedToB(s, 2), _ => { }, m => Drops(m, 2));

    /// <summary>An object that B has queued, though all its references are A's again: A drops them, his own half's last among them.</summary>
    public static Scene ReferencesReturn { get; } = new(
        "references-return",
        Sharing.Counted,
        1,
        s =>
        {
            QueuedByB(s);
            s.Give(1, 1, 0);
        },
        m => Drops(m, 2),
        _ => { });

    /// <summary>The same, but B keeps one: A merges while the object lies in his queue, and B drops the last reference.</summary>
    public static Scene StrangersLast { get; } = new(
        "strangers-last",
        Sharing.Counted,
        1,
        s =>
        {
            QueuedByB(s);
            s.AddShared(1, 1, 0);
        },
        m => Drops(m, 2),
        m => m.Drop(1));

    /// <summary>B queues the object; before he has asked for its owner, C has given A what A needs to drop all of his half.</summary>
    public static Scene MergedMeanwhile { get; } = new(
        "merged-meanwhile",
        Sharing.Counted,
        1,
        s =>
        {
            HandedToB(s, 1);
            s.AddShared(1, 0, 2);
        },
        m =>
        {
            if (m.Receive(Root(0)) == 1 && m.Receive(Root(1)) == 1)
            {
                Drops(m, 2);
            }
        },
        m => m.Drop(1),
        m =>
        {
            m.Copy(1);
            m.Send(Root(0), 1);
            m.Send(Root(1), 1);
        });

    /// <summary>A leaves while B drops what only A can merge.</summary>
    public static Scene Exit { get; } = new("exit", Sharing.Counted, 1, s => HandedToB(s, 1), _ => { }, m => m.Drop(1));

    /// <summary>A leaves and comes back to count on the object that B may be merging in his place.</summary>
    public static Scene Rejoin { get; } = new(
        "rejoin",
        Sharing.Counted,
        1,
        s => s.NewShared(1, 0, 1),
        m =>
        {
            m.End();
            m.Join();
            m.Copy(1);
            m.Drop(1);
            m.Drop(1);
        },
        m => m.Drop(1));

    /// <summary>B loads from a slot what A, its owner, drops out of it.</summary>
    public static Scene StrangersLoad { get; } = new(
        "strangers-load",
        Sharing.RacingSlots,
        1,
        s =>
        {
            s.New(1, 0);
            s.Move(Root(0), 1, 0);
        },
        m => m.Store(Root(0), 0),
        m =>
        {
            int o = m.Load(Root(0));
            if (o != 0)
            {
                m.Use(o);
                m.Drop(o);
            }
        });

    /// <summary>A drops all of his half while B, who counted his reference himself, drops the last of the other.</summary>
    public static Scene LastOfEach { get; } = new(
        "last-of-each",
        Sharing.Counted,
        1,
        s =>
        {
            s.New(1, 0);
            s.AddShared(1, 1, 1);
        },
        m => m.Drop(1),
        m => m.Drop(1));

    private static IReadOnlyList<Scene> All { get; } = [LastOfEach, StrangersDrops, ReferencesReturn, StrangersLast, Exit, Rejoin, StrangersLoad];

    /// <summary>What a strategy with queues that allows this much must stand beside <see cref="Scenes"/>.</summary>
    public static IEnumerable<Scene> UpTo(Sharing sharing) => All.Where(s => s.Needs <= sharing);

    private static void HandedToB(SceneSetup s, int references)
    {
        s.New(1, 0);
        s.Give(1, 0, 1);
        for (int i = 1; i < references; i++)
        {
            s.AddShared(1, 0, 1);
        }
    }

    private static void Drops(ExploredMutator m, int times)
    {
        for (int i = 0; i < times; i++)
        {
            m.Drop(1);
        }
    }

    /// <summary>A's half is 2, the shared one 0, and the object lies in A's queue. A and B hold a reference each.</summary>
    private static void QueuedByB(SceneSetup s)
    {
        HandedToB(s, 2);
        s.Drop(1, 1);
        s.AddShared(1, 1, 0);
    }
}
