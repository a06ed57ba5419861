using GcActors.Core.Actors;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

public class ActorSystemsTests
{
    [Theory]
    [InlineData("threads", false)]
    [InlineData("pool", false)]
    [InlineData("serial", false)]
    [InlineData("simulation", true)]
    public void A_runtime_is_created_by_its_name(string name, bool isVirtualTime)
    {
        using IActorSystem system = ActorSystems.Create(name, seed: 1);

        Assert.Equal(name, system.RuntimeName);
        Assert.Equal(isVirtualTime, system.IsVirtualTime);
        Assert.Contains(name, ActorSystems.Names);
    }

    [Fact]
    public void An_unknown_runtime_is_answered_with_the_known_ones()
    {
        var refused = Assert.Throws<ArgumentException>(() => ActorSystems.Create("fibers", seed: 1));

        Assert.Contains("'fibers'", refused.Message, StringComparison.Ordinal);
        Assert.All(ActorSystems.Names, name => Assert.Contains(name, refused.Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("threads")]
    [InlineData("pool")]
    [InlineData("serial")]
    [InlineData("simulation")]
    public void The_mailbox_probe_measures_every_runtime(string name)
    {
        var probe = new MailboxProbe(() => ActorSystems.Create(name, seed: 1));

        Assert.True(probe.OneWayNs(messages: 10_000, repetitions: 2) > 0);
        Assert.True(probe.RoundTripNs(roundTrips: 200, repetitions: 1) > 0);
    }
}
