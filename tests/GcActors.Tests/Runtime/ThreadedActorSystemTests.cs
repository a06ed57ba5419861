using GcActors.Core.Actors;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Runtime;

public class ThreadedActorSystemTests
{
    [Fact]
    public async Task A_pinned_actor_has_a_thread_of_its_own_that_bears_its_name()
    {
        using var system = new ThreadedActorSystem(seed: 1);
        var seen = new TaskCompletionSource<(string? Name, bool IsPool)>();
        Spawn(system, new ActorOptions("mutator/3", ActorDispatcher.Pinned), seen);

        system.RunUntil(seen.Task);

        Assert.Equal(("mutator/3", false), await seen.Task);
    }

    [Fact]
    public async Task Shared_actors_have_one_thread_together()
    {
        using var system = new ThreadedActorSystem(seed: 1);
        var first = new TaskCompletionSource<(string?, bool)>();
        var second = new TaskCompletionSource<(string?, bool)>();
        Spawn(system, new ActorOptions("a"), first);
        Spawn(system, new ActorOptions("b"), second);

        system.RunUntil(Task.WhenAll(first.Task, second.Task));

        Assert.Equal(("shared", false), await first.Task);
        Assert.Equal(await first.Task, await second.Task);
    }

    [Fact]
    public void A_core_that_does_not_exist_is_reported_and_otherwise_ignored()
    {
        using var system = new ThreadedActorSystem(seed: 1);
        var seen = new TaskCompletionSource<(string?, bool)>();
        Spawn(system, new ActorOptions("homeless", ActorDispatcher.Pinned, Core: 8_000), seen);

        system.RunUntil(seen.Task);

        Assert.Equal(["homeless"], system.UnboundActors);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(20_000)]
    public void No_wake_up_is_lost_whether_idle_threads_spin_or_not(int spinNs)
    {
        var options = new ActorRuntimeOptions { SpinNs = spinNs };

        var probe = new MailboxProbe(() => new ThreadedActorSystem(seed: 1, options));

        Assert.True(probe.RoundTripNs(roundTrips: 5_000, repetitions: 1) > 0);
    }

    [Fact]
    public void Disposing_names_the_actors_that_never_return()
    {
        var system = new ThreadedActorSystem(seed: 1, new ActorRuntimeOptions { DisposeTimeoutMs = 20 });
        using var release = new ManualResetEventSlim();
        var entered = new TaskCompletionSource();
        system.Spawn(
            new LambdaActor<string>((_, _) =>
            {
                entered.SetResult();
                release.Wait();
            }),
            new ActorOptions("stuck", ActorDispatcher.Pinned)).Tell("go");
        system.RunUntil(entered.Task);

        var late = Assert.Throws<TimeoutException>(system.Dispose);
        release.Set();

        Assert.Contains("stuck", late.Message, StringComparison.Ordinal);
    }

    private static void Spawn(ThreadedActorSystem system, ActorOptions options, TaskCompletionSource<(string? Name, bool IsPool)> seen)
    {
        var actor = new LambdaActor<string>((_, _) => seen.SetResult((Thread.CurrentThread.Name, Thread.CurrentThread.IsThreadPoolThread)));
        system.Spawn(actor, options).Tell("where are you?");
    }
}
