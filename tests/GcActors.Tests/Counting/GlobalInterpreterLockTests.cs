using GcActors.Core.Counting;
using Xunit;

namespace GcActors.Tests.Counting;

public class GlobalInterpreterLockTests
{
    private readonly Party _a = new();
    private readonly Party _b = new();

    [Fact]
    public void Who_cannot_have_it_queues_and_is_told_when_it_is_free()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        Assert.True(gil.TryTake(_a, out _));
        Assert.False(gil.TryTake(_b, out _));
        Assert.False(gil.Drop(_a, leaving: false));
        Assert.Equal(["available"], _b.Told);
        Assert.True(gil.TryTake(_b, out _));
    }

    [Fact]
    public void A_waiter_whose_interval_ends_asks_the_holder_to_drop()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.IntervalEnded(seen);
        Assert.True(_a.DropRequested);
        Assert.Equal(1, gil.DropRequests);
    }

    [Fact]
    public void After_a_switch_the_interval_starts_again_and_nobody_is_asked()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.Drop(_a, leaving: false);
        var c = new Party();
        gil.TryTake(c, out _);
        long now = gil.IntervalEnded(seen);
        Assert.False(c.DropRequested);
        Assert.NotEqual(seen, now);
    }

    [Fact]
    public void Who_dropped_on_request_waits_until_another_has_taken_it()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.IntervalEnded(seen);
        Assert.True(gil.Drop(_a, leaving: false));
        Assert.Empty(_a.Told);
        Assert.True(gil.TryTake(_b, out _));
        Assert.Equal(["switched"], _a.Told);
        Assert.Equal(1, gil.ForcedSwitches);
    }

    [Fact]
    public void Who_leaves_does_not_wait_even_when_asked_to_drop()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.IntervalEnded(seen);
        Assert.False(gil.Drop(_a, leaving: true));
        Assert.False(_a.DropRequested);
    }

    [Fact]
    public void Without_forced_switches_the_dropper_may_take_it_again_at_once()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: false);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.IntervalEnded(seen);
        Assert.False(gil.Drop(_a, leaving: false));
        Assert.True(gil.TryTake(_a, out _));
    }

    [Fact]
    public void Taking_it_clears_a_request_that_was_meant_for_the_last_holder()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        gil.TryTake(_b, out long seen);
        gil.IntervalEnded(seen);
        gil.Drop(_a, leaving: false);
        gil.TryTake(_b, out _);
        Assert.False(_b.DropRequested);
        Assert.False(gil.Drop(_b, leaving: false));
    }

    [Fact]
    public void Dropping_what_one_does_not_hold_is_refused()
    {
        var gil = new GlobalInterpreterLock(forcedSwitch: true);
        gil.TryTake(_a, out _);
        Assert.Throws<InvalidOperationException>(() => gil.Drop(_b, leaving: false));
    }

    private sealed class Party : IGilParty
    {
        public List<string> Told { get; } = [];

        public bool DropRequested { get; private set; }

        public void GilAvailable() => Told.Add("available");

        public void GilSwitched() => Told.Add("switched");

        public void RequestDrop() => DropRequested = true;

        public void ClearDropRequest() => DropRequested = false;
    }
}
