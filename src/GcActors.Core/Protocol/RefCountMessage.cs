using GcActors.Core.Actors;

namespace GcActors.Core.Protocol;

/// <summary>Everything a refcount actor can be told.</summary>
internal abstract record RefCountMessage
{
    /// <summary>A log of count changes; the receiver owns it from now on.</summary>
    public sealed record LogReceived(CountLog Log) : RefCountMessage;

    /// <summary>Answer when so many logs have been applied in all.</summary>
    public sealed record DrainRequested(long CollectionId, long LogsSent, IActorRef<CollectorMessage> ReplyTo) : RefCountMessage;
}
