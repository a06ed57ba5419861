using GcActors.Core.Actors;

namespace GcActors.Runtime;

/// <summary>Runtimes by the name that settings and results use.</summary>
public static class ActorSystems
{
    public static IReadOnlyList<string> Names { get; } = [ThreadedActorSystem.Name, PooledActorSystem.Name, SerialActorSystem.Name, SimulatedActorSystem.Name];

    /// <exception cref="ArgumentException">There is no such runtime here.</exception>
    public static IActorSystem Create(string runtimeName, ulong seed, ActorRuntimeOptions? options = null) => runtimeName switch
    {
        ThreadedActorSystem.Name => new ThreadedActorSystem(seed, options),
        PooledActorSystem.Name => new PooledActorSystem(seed, options),
        SerialActorSystem.Name => new SerialActorSystem(seed, options),
        SimulatedActorSystem.Name => new SimulatedActorSystem(seed, options),
        _ => throw new ArgumentException($"unknown actor runtime '{runtimeName}'; known: {string.Join(", ", Names)}", nameof(runtimeName)),
    };
}
