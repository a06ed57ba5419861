using GcActors.Core.Actors;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

public class WatchdogTests
{
    [Fact]
    public void A_mutator_that_does_not_answer_a_stop_is_named()
    {
        // A quantum of 100 million steps that polls only at its end cannot answer within a millisecond.
        TrialSettings settings = TrialRuns.Small("hot", "racing-pinned", mutators: 2) with
        {
            Runtime = "threads",
            Collection = new CollectionSettings { Trigger = "never", StopTimeoutMs = 1 },
            Schedule = new ScheduleSettings { QuantumSteps = 100_000_000, Poll = "quantum", Pin = "none" },
            Measure = new MeasureSettings { WarmupIterations = 0, StopEveryUs = 100 },
            Parameters = new Dictionary<string, string> { ["steps"] = "200000000" },
        };
        var failure = Assert.Throws<ActorFailedException>(() => TrialRuns.Run(settings));
        Assert.Contains("was not answered within 1 ms by mutator/", failure.Message, StringComparison.Ordinal);
    }
}
