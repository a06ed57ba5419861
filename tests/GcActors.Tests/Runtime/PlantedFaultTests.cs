using GcActors.Core.Actors;
using Xunit;
using Xunit.Sdk;
using static GcActors.Tests.Runtime.BrokenActorSystem;

namespace GcActors.Tests.Runtime;

/// <summary>A checker must first be seen to fail.</summary>
public class PlantedFaultTests
{
    [Fact]
    public void A_runtime_that_reorders_a_pair_is_caught() =>
        Assert.ThrowsAny<XunitException>(() => CheckOrder(Fault.ReordersPairs));

    [Fact]
    public void A_runtime_that_delivers_two_at_once_is_caught() =>
        Assert.ThrowsAny<XunitException>(() => CheckOneAtATime(Fault.DeliversConcurrently));

    [Fact]
    public void A_runtime_that_receives_inside_tell_is_caught() =>
        Assert.ThrowsAny<XunitException>(() => CheckNoReceiveInTell(Fault.ReceivesInTell));

    [Fact]
    public void The_same_double_without_a_fault_passes()
    {
        CheckOrder(Fault.None);
        CheckOneAtATime(Fault.None);
        CheckNoReceiveInTell(Fault.None);
    }

    private static void CheckNoReceiveInTell(Fault fault)
    {
        using var system = new BrokenActorSystem(fault);
        ConformanceChecks.Telling_never_runs_the_receiver(system, ActorDispatcher.Shared);
    }

    private static void CheckOrder(Fault fault)
    {
        using var system = new BrokenActorSystem(fault);
        ConformanceChecks.Messages_of_one_sender_arrive_in_the_order_sent(system, ActorDispatcher.Shared);
    }

    private static void CheckOneAtATime(Fault fault)
    {
        using var system = new BrokenActorSystem(fault);
        ConformanceChecks.An_actor_never_receives_two_messages_at_once(system, ActorDispatcher.Shared);
    }
}
