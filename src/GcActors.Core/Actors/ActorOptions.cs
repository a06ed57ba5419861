namespace GcActors.Core.Actors;

/// <summary>Where an actor runs, as far as the runtime offers the choice.</summary>
public enum ActorDispatcher
{
    /// <summary>Together with other rarely busy actors.</summary>
    Shared,

    /// <summary>A thread of its own where <see cref="IActorSystem.HasPinnedThreads"/>; elsewhere the same as <see cref="Shared"/>.</summary>
    Pinned,

    /// <summary>
    /// On the thread of the actor that told it something, as soon as that actor has returned (threads runtime); elsewhere, and when nobody lends a thread, the
    /// same as <see cref="Shared"/>. For a short answer whose sender waits: it costs no wake-up of another thread. An actor that tells one must return.
    /// </summary>
    Calling,
}

/// <param name="Name">Unique in the system.</param>
/// <param name="Dispatcher">Shared, pinned or calling.</param>
/// <param name="Core">The core that a pinned actor's thread is bound to, or null. Ignored where the system cannot bind.</param>
/// <param name="LendsThread">Whether calling actors may run on this one's thread; false where others count on finding it free.</param>
public sealed record ActorOptions(string Name, ActorDispatcher Dispatcher = ActorDispatcher.Shared, int? Core = null, bool LendsThread = true);
