using GcActors.Akka;
using GcActors.Core.Actors;

namespace GcActors.Tests.Runtime;

/// <summary>The runtimes that this project puts through the tests that it shares.</summary>
internal static class TestedRuntimes
{
    public static IReadOnlyList<string> Names { get; } = [AkkaActorSystem.Name];

    /// <summary>Some of the shared tests want a simulation, by its name.</summary>
    public static IActorSystem Create(string name, ulong seed) =>
        name == AkkaActorSystem.Name ? new AkkaActorSystem(seed) : GcActors.Runtime.ActorSystems.Create(name, seed);
}
