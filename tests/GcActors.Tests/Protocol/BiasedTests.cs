using GcActors.Core.Counting;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What only biased counting does.</summary>
public class BiasedTests : OwnershipTests<Biased<QuietSlots, DrainFrees>>
{
    /// <summary>B owns nothing that A hands him, so each of his drops queues (workloads.md 8.2).</summary>
    [Theory]
    [InlineData("drain-frees", 0, "together")]
    [InlineData("drain-frees", 1, "after")]
    [InlineData("counted-queue", 0, "together")]
    [InlineData("counted-queue", 1, "after")]
    public void Every_object_that_is_handed_over_and_dropped_is_queued(string queue, int keep, string order)
    {
        TrialSettings small = TrialRuns.Small("hand-over", "biased", mutators: 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Counting = small.Counting with { Variant = queue },
            Parameters = new Dictionary<string, string>(small.Parameters) { ["keep"] = $"{keep}", ["order"] = order },
        });

        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        Assert.Equal(5000, report.Extra["objects_queued"]);
    }

    [Fact]
    public void Owners_have_sixteen_bits() => Assert.Contains(
        Preflight.Check(TrialRuns.Small("churn", "biased", mutators: 65_535)), f => f.Key == "mutators" && !f.IsWarning);
}
