using GcActors.Core.Counting;

namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>A program recorded elsewhere, ready to be replayed: a <c>life-trace 1</c> file (workloads.md 9.2), read and checked.</summary>
internal sealed class LifeTrace
{
    /// <summary>The events of each mutator, in order.</summary>
    public required IReadOnlyList<LifeEvent[]> Events { get; init; }

    /// <summary>What drops all that each mutator still holds behind its last event.</summary>
    public required IReadOnlyList<LifeEvent[]> Endings { get; init; }

    /// <summary>Fields and payload bytes of the objects.</summary>
    public required IReadOnlyList<(int Fields, int Bytes)> Shapes { get; init; }

    /// <summary>The most that one mutator holds at once.</summary>
    public required int Registers { get; init; }

    /// <summary>Objects that go from one mutator to another, each over a shared root of its own.</summary>
    public required int SharedRoots { get; init; }

    public required long Objects { get; init; }

    /// <summary>Of the file's bytes: 64 bits of SHA-256, so that results name the program that they are of.</summary>
    public required ulong Hash { get; init; }

    public int Mutators => Events.Count;

    /// <summary>Slots that race are refused by the reader, so that nothing above counts is shared.</summary>
    public Sharing Sharing => SharedRoots > 0 ? Sharing.Counted : Sharing.None;
}
