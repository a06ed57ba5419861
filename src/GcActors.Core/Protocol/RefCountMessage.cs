using GcActors.Core.Actors;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>Everything a refcount actor can be told.</summary>
internal abstract record RefCountMessage
{
    /// <summary>Apply your share of these lists: of each, the objects that are yours.</summary>
    public sealed record Apply(CountWork Work, IActorRef<EpochMessage> ReplyTo) : RefCountMessage;
}

/// <summary>What the refcount actors do at once, each on the objects that are its own, in the order of the lists here. Nobody writes the lists meanwhile.</summary>
internal sealed record CountWork
{
    public IReadOnlyList<LogList> Increments { get; init; } = [];

    /// <summary>Objects whose fields' references are counted up.</summary>
    public IReadOnlyList<LogList> Scanned { get; init; } = [];

    /// <summary>Granules: what their marked slots refer to is counted up.</summary>
    public IReadOnlyList<LogList> CountedSlots { get; init; } = [];

    /// <summary>Granules whose slots' marks are taken off.</summary>
    public IReadOnlyList<LogList> UnmarkedSlots { get; init; } = [];

    /// <summary>Objects that are dead if nothing is counted for them when all increments have been applied.</summary>
    public IReadOnlyList<LogList> Listed { get; init; } = [];

    public IReadOnlyList<LogList> Decrements { get; init; } = [];

    /// <summary>What goes back to the pool when all are through with it.</summary>
    public IReadOnlyList<LogList> Spent { get; init; } = [];
}

/// <summary>What applying a share came to.</summary>
internal readonly record struct CountWorkDone
{
    /// <summary>Objects freed.</summary>
    public long Frees { get; init; }

    /// <summary>References in fields of scanned objects.</summary>
    public long Increments { get; init; }

    /// <summary>References that lay in freed objects.</summary>
    public long Decrements { get; init; }

    /// <summary>Entries of logs and snapshots applied.</summary>
    public long Entries { get; init; }

    public long ApplyNs { get; init; }

    public static CountWorkDone operator +(CountWorkDone a, CountWorkDone b) => new()
    {
        Frees = a.Frees + b.Frees,
        Increments = a.Increments + b.Increments,
        Decrements = a.Decrements + b.Decrements,
        Entries = a.Entries + b.Entries,
        ApplyNs = a.ApplyNs + b.ApplyNs,
    };
}
