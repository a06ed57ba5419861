using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class SimulationConformance() : RuntimeConformance(new SimulatedActorSystem(seed: 7), ActorDispatcher.Shared)
{
    private protected override int RingActors => 10_000;
}
