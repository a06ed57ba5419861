using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class SimulationCallingConformance() : RuntimeConformance(new SimulatedActorSystem(seed: 7), ActorDispatcher.Calling)
{
    private protected override int RingActors => 1_000;
}
