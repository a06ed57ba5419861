using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

/// <summary>The runtimes that this project puts through the tests that it shares.</summary>
internal static class TestedRuntimes
{
    public static IReadOnlyList<string> Names { get; } = [SimulatedActorSystem.Name, ThreadedActorSystem.Name, PooledActorSystem.Name];

    public static IActorSystem Create(string name, ulong seed) => ActorSystems.Create(name, seed);
}
