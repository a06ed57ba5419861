using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>
/// Rows of experiment 10's table through the actors: a collection starts when CPython starts it. The table begins right after a full collection of an
/// interpreter's own objects, whose survivors hold the next full one back; an empty heap has none, so here the twelfth of the older ones is a full one.
/// </summary>
public class TriggerExactnessTests
{
    [Theory]
    [InlineData("allocation", 700, 130, 11, 1)]
    [InlineData("safe-point", 700, 130, 11, 1)]
    [InlineData("allocation", 2000, 45, 4, 0)]
    [InlineData("safe-point", 2000, 45, 4, 0)]
    public void A_hundred_thousand_self_pointing_objects(string act, int threshold0, int young, int middle, int full)
    {
        TrialSettings settings = TrialRuns.Small("self-list", "gil", "shared") with
        {
            Collection = new CollectionSettings { Threshold0 = threshold0, Act = act },
            Parameters = new Dictionary<string, string> { ["n"] = "100000" },
            Schedule = new ScheduleSettings { QuantumSteps = 1000 },
        };
        TrialReport report = TrialRuns.Run(settings);

        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        int Collections(int generation) => report.Collections.Count(c => c.Generation == generation);
        Assert.Equal((young, middle, full), (Collections(0), Collections(1), Collections(2)));
    }
}
