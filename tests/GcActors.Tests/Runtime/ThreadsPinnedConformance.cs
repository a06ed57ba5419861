using GcActors.Core.Actors;
using GcActors.Runtime;

namespace GcActors.Tests.Runtime;

public sealed class ThreadsPinnedConformance() : RuntimeConformance(new ThreadedActorSystem(seed: 7), ActorDispatcher.Pinned)
{
    private protected override int RingActors => 1_000;
}
