namespace GcActors.Core.Actors;

/// <summary>An actor threw: the run is over. <see cref="Exception.InnerException"/> is what it threw.</summary>
public sealed class ActorFailedException : Exception
{
    public ActorFailedException(string actorName, object? message, ulong? seed, Exception inner)
        : base(Describe(actorName, message, seed, inner), inner)
    {
        ActorName = actorName;
        Seed = seed;
    }

    public string ActorName { get; }

    public ulong? Seed { get; }

    private static string Describe(string actorName, object? message, ulong? seed, Exception inner) =>
        $"actor '{actorName}' failed while handling {message}: {inner.Message}" + (seed is { } s ? $" (seed {s})" : "");
}

/// <summary>Every actor waits and nothing is on its way. <see cref="States"/> has one line an actor.</summary>
public sealed class ActorDeadlockException : Exception
{
    public ActorDeadlockException(IReadOnlyList<string> states, ulong seed)
        : base($"deadlock (seed {seed}): no message and no timer is left, and the run is not complete{Environment.NewLine}  " +
               string.Join(Environment.NewLine + "  ", states))
    {
        States = states;
        Seed = seed;
    }

    public IReadOnlyList<string> States { get; }

    public ulong Seed { get; }
}
