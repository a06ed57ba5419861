using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>Message counts: what mutators do between messages. Counting itself touches memory that only one mutator writes, and mailboxes.</summary>
internal static class MessageCountProtocols
{
    public static IEnumerable<ExploredProtocol> All(string[] mailboxes) =>
    [
        ExploredProtocol.In<Weighted>(
            Scenes.UpTo(Sharing.Moved),
            "weighted",
            [.. mailboxes, "Load 1: Read", "Store 1: Read", "Store 2: Write"],
            Mutant.Unordered<Weighted, MemoryWithoutRelease>("S41-publish", "a message sent without release", Scenes.HandOver)),
    ];
}
