namespace GcActors.Core.Counting;

/// <summary>
/// A heap for each mutator, and copies where others share (counting-strategies.md 4.15: Erlang's end of the scale). No object is ever reached by two, so
/// counts are plain, and there is nothing to lock, to fence or to delay.
/// <code>
/// send m:    if move_if_unique and nothing but m refers into what m reaches: the message is m itself
///            else: the message is a copy of all that m reaches, sharing and cycles within it kept; drop m
/// receive:   the message is the receiver's
/// </code>
/// </summary>
/// <remarks>Departures from Erlang: a copy lies in cells of the sender, as a heap fragment there does, but goes back to them only when it dies; a message may
/// have cycles and the objects may be written; there is one collector, which stops all heaps at a time. Large leaves are copied, too.</remarks>
public readonly struct PrivateHeaps : IPlainMode
{
    /// <summary>The variant that moves what it can.</summary>
    public const string MoveIfUnique = "move_if_unique";

    public static CounterTraits Traits =>
        new(Sharing.None, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false) { CopiesMessages = true };
}
