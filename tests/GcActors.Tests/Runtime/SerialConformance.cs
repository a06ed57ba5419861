using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class SerialConformance() : RuntimeConformance(new SerialActorSystem(seed: 7), ActorDispatcher.Pinned)
{
    private protected override int RingActors => 10_000;
}
