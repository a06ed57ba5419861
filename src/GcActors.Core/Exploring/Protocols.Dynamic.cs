using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>Plain counts until an object escapes.</summary>
internal static class DynamicProtocols
{
    private static readonly string[] s_counting =
    [
        "Copy 1: Read", "Copy 2: Write", "Copy 2: Add", "Drop 1: Read", "Drop 2: Write", "Drop 2: Add", "DropField 1: Read", "DropField 2: Write", "DropField 2: Add",
        "Store 1: Read", "Store 2: Read", "Store 3: Write",
    ];

    /// <summary>Marks of a walk, which is part of what publishes.</summary>
    private static readonly string[] s_walks = ["Send 1: Read", "Send 2: Read", "Send 3: Write"];

    private static readonly string[] s_quiet = ["Load 1: Read", "Load 2: Read", "Load 3: Add", "Load 3: Write", "Store 2: Write"];

    /// <summary>A load looks at its container first, if it has one; from a private one it is plain.</summary>
    private static readonly string[] s_cured = ["Load 1: Read", "Load 3: Read", "Load 4: Write", "Store 1: Exchange", "Send 2: Exchange"];

    /// <summary>A sends an object with another in its field, and goes on to use both; B uses what it receives.</summary>
    private static readonly Scene s_escape = new(
        "escape",
        Sharing.Counted,
        2,
        PrivatePair,
        m =>
        {
            m.Copy(1);
            m.Send(Root(0), 1);
            m.Drop(m.Load(Field(1, 0)));
            m.Drop(1);
        },
        UseReceived);

    /// <summary>A stores an object of its own into one that B holds as well, and tells B.</summary>
    private static readonly Scene s_adopted = new(
        "adopted",
        Sharing.Counted,
        2,
        s =>
        {
            s.NewShared(1, 0, 1);
            s.New(2, 0);
        },
        m =>
        {
            m.Store(Field(1, 0), 2);
            m.Send(Root(0), 1);
            m.Copy(2);
            m.Drop(2);
            m.Drop(2);
        },
        m =>
        {
            UseReceived(m);
            m.Drop(1);
        });

    /// <summary>A loads from an object of its own, then puts it where B loads it and takes it out again.</summary>
    private static readonly Scene s_shown = new(
        "shown",
        Sharing.RacingSlots,
        2,
        PrivatePair,
        m =>
        {
            m.Drop(m.Load(Field(1, 0)));
            m.Store(Root(0), 1);
            m.Store(Root(0), 0);
            m.Drop(1);
        },
        m =>
        {
            if (m.Load(Root(0)) == 1)
            {
                m.Drop(m.Load(Field(1, 0)));
                m.Drop(1);
            }
        });

    /// <summary>A drops a pair that nobody else has seen, and sends an object that has escaped long ago.</summary>
    private static readonly Scene s_sentAgain = new(
        "sent-again",
        Sharing.Counted,
        3,
        s =>
        {
            PrivatePair(s);
            s.NewShared(3, 0, 1);
        },
        m =>
        {
            m.Drop(1);
            m.Send(Root(0), 3);
        },
        m =>
        {
            m.Drop(3);
            if (m.Receive(Root(0)) == 3)
            {
                m.Drop(3);
            }
        });

    /// <summary>What slots that race add; the rest is as without a cure.</summary>
    private static readonly Scene[] s_racing =
        [Scenes.HandOver, Scenes.Parent, Scenes.Overwrite, Scenes.SelfAssignment, Scenes.RacingLoad, Scenes.TwoStores, Scenes.Boundary, Scenes.KeepLoaded, s_shown, s_sentAgain];

    public static IEnumerable<ExploredProtocol> All(IReadOnlyList<string> program, IReadOnlyList<string> quarantine)
    {
        // Sent by a store, not as others do it.
        string[] common = [.. program.Where(site => site != "Send 1: Write"), .. s_counting, .. s_walks];
        yield return Of<Dynamic<QuietSlots>>(
            "dynamic",
            [.. Scenes.UpTo(Sharing.Counted), s_escape, s_adopted],
            [.. common, .. s_quiet],
            Mutant.Broken<Dynamic<QuietSlots>>("S25", "marked behind the publication", (h, t) => new MarkedLate(h, t), s_escape),
            Mutant.Broken<Dynamic<QuietSlots>>("S26", "only what is published itself is marked", (h, t) => new ShallowWalk(h, t), s_escape),
            Mutant.Broken<Dynamic<QuietSlots>>("stored-unmarked", "stored into an escaped container unmarked", (h, t) => new StoredUnmarked(h, t), s_adopted));
        yield return Of<Dynamic<QuiescentSlots>>("dynamic/quiescence", s_racing, [.. common, .. s_cured, "Load 3: CompareExchange", .. quarantine]);
        yield return Of<Dynamic<HazardSlots>>("dynamic/hazard", s_racing, [.. common, .. s_cured, "Load 2: Exchange", "Load 5: CompareExchange", "Boundary 1: Read"]);
    }

    private static ExploredProtocol Of<TCounter>(string name, Scene[] scenes, string[] sites, params IReadOnlyList<Mutant> mutants)
        where TCounter : struct, IRefCounter<TCounter> =>
        new(name, new ExploredStrategy<TCounter>((heap, thread) => new StoringSender<TCounter>(heap, thread)), scenes, sites, mutants);

    private static void PrivatePair(SceneSetup s)
    {
        s.New(1, 0);
        s.New(2, 0);
        s.Move(Field(1, 0), 2, 0);
    }

    private static void UseReceived(ExploredMutator m)
    {
        if (m.Receive(Root(0)) == 1)
        {
            int child = m.Load(Field(1, 0));
            m.Use(child);
            m.Drop(child);
            m.Drop(1);
        }
    }
}
