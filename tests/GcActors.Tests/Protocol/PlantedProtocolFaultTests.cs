using GcActors.Core.Actors;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Runtime;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>Every checker is first seen to fail: the faults stay planted here.</summary>
public class PlantedProtocolFaultTests
{
    private const int Seeds = 200;

    [Fact]
    public void A_world_resumed_before_everybody_answered_is_caught() =>
        Assert.True(CaughtInSomeSeed(new PlantedFaults { ResumesEarly = true }));

    [Fact]
    public void Pools_granted_during_a_stop_are_caught() =>
        Assert.True(CaughtInSomeSeed(new PlantedFaults { GrantsDuringStop = true }));

    [Fact]
    public void A_mutator_that_runs_after_its_answer_is_caught() =>
        Assert.True(CaughtInSomeSeed(new PlantedFaults { RunsAfterAnswer = true }));

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_reference_into_another_heap_is_caught_and_nothing_else(bool sendsOriginals)
    {
        TrialSettings settings = TrialRuns.Small("pipeline", "private", "leased", 2) with
        {
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 400 },
            Verify = new VerifySettings { Level = "collections" },
        };
        TrialReport report = TrialRuns.RunWith(settings, new PlantedFaults { SendsOriginals = sendsOriginals }, 1);

        Assert.Equal(sendsOriginals, report.Verifier.Violations.Any(v => v.Contains("private heaps have none between them", StringComparison.Ordinal)));
        Assert.Equal(sendsOriginals, report.Outcome != TrialOutcome.Passed);
    }

    /// <summary>S39: mutators hand the lock to each other for ever, and no quantum begins. Sound, the trial takes a fraction of the steps.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_kept_request_for_the_global_lock_is_seen_as_a_hang(bool keepsRequest)
    {
        // Many quanta to an interval, and many intervals.
        TrialSettings small = TrialRuns.Small("random-graph", "gil", "leased", 2);
        TrialSettings settings = small with
        {
            Counting = small.Counting with { SwitchIntervalUs = 2 },
            Schedule = small.Schedule with { QuantumSteps = 10 },
        };
        var faults = new PlantedFaults { KeepsDropRequest = keepsRequest };
        IActorSystem system = ActorSystems.Create("simulation", seed: 1, new ActorRuntimeOptions { StepLimit = 100_000 });

        Exception? thrown = Record.Exception(() => Trial.Run(settings, system, null, faults, CancellationToken.None));

        Assert.Equal(keepsRequest, thrown is StepLimitException);
    }

    [Fact]
    public void Without_a_fault_nothing_is_caught() => Assert.False(CaughtInSomeSeed(PlantedFaults.None));

    private static bool CaughtInSomeSeed(PlantedFaults faults)
    {
        // Small pools and lists that stay: many grants, many stops, so that one falls into the other.
        TrialSettings settings = TrialRuns.Small("lists", "atomic", "leased", 3) with
        {
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 400 },
            Heap = new HeapSettings { Allocator = "leased", PoolGeometry = "3.9" },
            Parameters = new Dictionary<string, string> { ["structures"] = "60", ["length"] = "100", ["window"] = "60", ["shape"] = "ring" },
            Verify = new VerifySettings { Level = "collections" },
        };
        return Enumerable.Range(1, Seeds).Any(seed => IsCaught(settings, faults, (ulong)seed));
    }

    private static bool IsCaught(TrialSettings settings, PlantedFaults faults, ulong seed)
    {
        try
        {
            return TrialRuns.RunWith(settings, faults, seed).Outcome != TrialOutcome.Passed;
        }
        catch (ActorFailedException)
        {
            return true;
        }
    }
}
