namespace GcActors.Core.Actors;

/// <summary>Where an actor runs, as far as the runtime offers the choice.</summary>
public enum ActorDispatcher
{
    /// <summary>Together with other rarely busy actors.</summary>
    Shared,

    /// <summary>A named OS thread of its own (threads runtime); elsewhere the same as <see cref="Shared"/>.</summary>
    Pinned,
}

/// <param name="Name">Unique in the system.</param>
/// <param name="Dispatcher">Shared or pinned.</param>
/// <param name="Core">The core that a pinned actor's thread is bound to, or null. Ignored where the system cannot bind.</param>
public sealed record ActorOptions(string Name, ActorDispatcher Dispatcher = ActorDispatcher.Shared, int? Core = null);
