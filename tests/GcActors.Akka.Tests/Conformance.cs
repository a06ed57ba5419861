using GcActors.Core.Actors;
using GcActors.Tests.Runtime;

namespace GcActors.Akka.Tests;

public sealed class PinnedConformance() : RuntimeConformance(new AkkaActorSystem(seed: 7), ActorDispatcher.Pinned)
{
    private protected override int RingActors => 1_000;
}

public sealed class SharedConformance() : RuntimeConformance(new AkkaActorSystem(seed: 7), ActorDispatcher.Shared)
{
    private protected override int RingActors => 10_000;
}

public sealed class CallingConformance() : RuntimeConformance(new AkkaActorSystem(seed: 7), ActorDispatcher.Calling)
{
    private protected override int RingActors => 1_000;
}
