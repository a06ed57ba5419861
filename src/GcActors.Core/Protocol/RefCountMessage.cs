using GcActors.Core.Actors;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>Everything a refcount actor can be told.</summary>
internal abstract record RefCountMessage
{
    /// <summary>Apply your share of these lists: of each, the objects that are yours.</summary>
    public sealed record Apply(CountWork Work, IActorRef<EpochMessage> ReplyTo) : RefCountMessage;
}

/// <summary>What the refcount actors do at the end of an epoch, each on the objects that are its own. Nobody writes the lists meanwhile.</summary>
/// <param name="Increments">Applied first.</param>
/// <param name="Decrements">Applied when all increments have been.</param>
/// <param name="Listed">Objects that are dead if nothing is counted for them when all increments have been applied.</param>
internal sealed record CountWork(IReadOnlyList<LogList> Increments, IReadOnlyList<LogList> Decrements, IReadOnlyList<LogList> Listed);

/// <summary>What applying a share came to.</summary>
internal readonly record struct CountWorkDone
{
    /// <summary>Objects freed.</summary>
    public long Frees { get; init; }

    /// <summary>References that lay in freed objects.</summary>
    public long Decrements { get; init; }

    /// <summary>Entries of logs and snapshots applied.</summary>
    public long Entries { get; init; }

    public long ApplyNs { get; init; }

    public static CountWorkDone operator +(CountWorkDone a, CountWorkDone b) => new()
    {
        Frees = a.Frees + b.Frees,
        Decrements = a.Decrements + b.Decrements,
        Entries = a.Entries + b.Entries,
        ApplyNs = a.ApplyNs + b.ApplyNs,
    };
}
