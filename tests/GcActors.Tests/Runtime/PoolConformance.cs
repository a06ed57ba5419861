using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class PoolConformance() : RuntimeConformance(new PooledActorSystem(seed: 7), ActorDispatcher.Shared)
{
    private protected override int RingActors => 10_000;
}
