using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Workloads;

public class LadderTests
{
    /// <summary>Pinned objects are immortal here, and not counted: those for all, or each mutator's own too.</summary>
    [Theory]
    [InlineData("shared", 0, 4000)]
    [InlineData("shared", 1, 3000)]
    [InlineData("all", 0, 0)]
    [InlineData("all", 4, 0)]
    public void What_is_pinned_of_the_path_is_not_counted(string pins, int level, long applied)
    {
        TrialSettings small = TrialRuns.Small("ladder", "atomic", mutators: 2);
        TrialReport report = TrialRuns.Run(small with
        {
            Counting = small.Counting with { Immortal = "pinned" },
            Parameters = new Dictionary<string, string>(small.Parameters) { ["pins"] = pins, ["level"] = $"{level}" },
        });
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        Assert.Equal((4000, applied), (report.Operations.Increments, report.Operations.AppliedIncrements));
    }
}
