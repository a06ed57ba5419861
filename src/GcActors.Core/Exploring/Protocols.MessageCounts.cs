using GcActors.Core.Counting;
using static GcActors.Core.Exploring.ExploredHeap;

namespace GcActors.Core.Exploring;

/// <summary>Message counts, with the mailboxes and the arithmetic of the strategy itself. A makes the objects, B relays, C is where they go.</summary>
internal static class MessageCountProtocols
{
    private static readonly string[] s_sites =
    [
        "Use 1: PlainRead", "Initialize 1: PlainWrite", "Send 1: Write", "Receive 1: Read", "Receive empties 1: PlainWrite", "Load 1: Read", "Free 1: Free",
        "WriteEntry 1: PlainWrite", "Post 1: Read", "Post 2: Write", "Post 3: CompareExchange", "Post 4: Write", "ReadMail 1: Read", "ReadMail 2: Exchange",
        "ReadEntry 1: PlainRead", "NextEnvelope 1: Read", "AtRest 1: Read", "End 1: Add", "End 1: Write", "End 2: Add", "End 2: Await",
    ];

    /// <summary>B has received o1, has one count, sends it on, and keeps it to the end.</summary>
    private static readonly Scene s_relay = new(
        "relay",
        Sharing.Moved,
        1,
        s => s.Received(1, 0, 1),
        _ => { },
        m =>
        {
            m.Copy(1);
            m.Send(Root(0), 1);
        },
        m => Drop(m, Root(0)));

    /// <summary>B keeps a reference, and traces before and after; nobody takes the message.</summary>
    private static readonly Scene s_relayKept = new(
        "relay-kept",
        Sharing.Moved,
        1,
        s => s.Received(1, 0, 1),
        _ => { },
        m =>
        {
            m.Boundary();
            m.Copy(1);
            m.Send(Root(0), 1);
            m.Use(1);
            m.Drop(1);
        });

    /// <summary>B keeps only what the message leads to.</summary>
    private static readonly Scene s_parent = new(
        "sent-parent",
        Sharing.Moved,
        2,
        s =>
        {
            s.New(1, 0);
            s.New(2, 0);
            s.Move(Field(1, 0), 2, 0);
        },
        m => m.Send(Root(0), 1),
        m =>
        {
            if (m.Receive(Root(0)) == 1)
            {
                int child = m.Load(Field(1, 0));
                m.Drop(1);
                m.Boundary();
                m.Use(child);
                m.Drop(child);
            }
        });

    /// <summary>A's object comes home, while A's mail has the counts that B asked for.</summary>
    private static readonly Scene s_home = new(
        "home",
        Sharing.Moved,
        1,
        s => s.Received(1, 0, 1),
        m =>
        {
            Drop(m, Root(0));
            Drop(m, Root(1));
        },
        m =>
        {
            m.Copy(1);
            m.Send(Root(0), 1);
            m.Send(Root(1), 1);
        });

    public static IEnumerable<ExploredProtocol> All { get; } =
    [
        ExploredProtocol.In<Weighted>(
            [Scenes.HandOver, s_relay, s_relayKept, s_parent, s_home],
            "weighted",
            s_sites,
            Broken("S35", "INC sent after the message", (h, t) => new IncrementAfterMessage(h, t), s_relay),
            Broken("off-by-one", "one count more asked for than kept, as the paper has it", (h, t) => new PaperOffByOne(h, t), s_relay),
            Broken("stale", "DEC of what the trace before has seen", (h, t) => new StaleDecrement(h, t), s_relayKept),
            Broken("child", "what a message leads to is not counted", (h, t) => new ChildNotCounted(h, t), s_parent),
            Broken("mail-unread", "what comes home is counted before the mail is read", (h, t) => new MailUnread(h, t), s_home),
            new Mutant(
                "S41-publish",
                "a message sent without release",
                Messengers((h, t) => new CountingMessenger<MemoryWithoutRelease>(h, t)),
                MemoryModel.Arm,
                Scenes.HandOver)) with
        {
            Strategy = Messengers((h, t) => new CountingMessenger<ExploredMemory>(h, t)),

            // What threads do to objects of their own is counted nowhere.
            PlaysGenerated = false,
        },
    ];

    private static void Drop(ExploredMutator m, int slot)
    {
        if (m.Receive(slot) == 1)
        {
            m.Drop(1);
        }
    }

    private static Mutant Broken(string name, string summary, Func<ExploredHeap, int, ExploredMutator> make, Scene scene) =>
        new(name, summary, Messengers(make), MemoryModel.Sc, scene);

    private static ExploredStrategy<Weighted> Messengers(Func<ExploredHeap, int, ExploredMutator> make) => new(make);
}
