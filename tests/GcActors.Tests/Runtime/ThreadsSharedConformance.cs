using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class ThreadsSharedConformance() : RuntimeConformance(new ThreadedActorSystem(seed: 7), ActorDispatcher.Shared)
{
    private protected override int RingActors => 1_000;
}
