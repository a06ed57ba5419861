using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class PoolCallingConformance() : RuntimeConformance(new PooledActorSystem(seed: 7), ActorDispatcher.Calling)
{
    private protected override int RingActors => 10_000;
}
