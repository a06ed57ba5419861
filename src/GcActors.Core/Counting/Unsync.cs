namespace GcActors.Core.Counting;

/// <summary>Nothing keeps mutators apart, and nothing needs to: objects are provably private or handed over (counting-strategies.md 4.1, confined). The floor
/// of every comparison.</summary>
public readonly struct Unsync : IPlainMode
{
    public static CounterTraits Traits => new(Sharing.Moved, NeedsGil: false, Frees: true, CountsAreExact: true, UsesLogs: false);
}

/// <summary>Several mutators race on pinned objects, which wrong counts cannot free: the plain twin of experiment 01. Private objects are counted and die as
/// usual; updates lost on pinned ones are reported and are no failure.</summary>
public readonly struct RacingPinned : IPlainMode
{
    public static CounterTraits Traits => new(Sharing.Pinned, NeedsGil: false, Frees: true, CountsAreExact: false, UsesLogs: false);
}
