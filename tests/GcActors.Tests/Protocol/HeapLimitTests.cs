using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

public class HeapLimitTests
{
    [Theory]
    [InlineData("shared", "gil")]
    [InlineData("leased", "atomic")]
    public void Garbage_is_collected_in_an_emergency_before_memory_is_refused(string allocator, string strategy)
    {
        TrialReport report = TrialRuns.Run(Limited("pair", strategy, allocator, new() { ["n"] = "200000" }));
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        Assert.Contains(report.Collections, c => c.Reason == "emergency");
        Assert.True(report.PeakHeapBytes <= 4 << 20);
    }

    [Theory]
    [InlineData("shared", "gil")]
    [InlineData("leased", "atomic")]
    public void Live_objects_beyond_the_limit_end_the_trial_out_of_memory(string allocator, string strategy)
    {
        TrialReport report = TrialRuns.Run(Limited("binary-trees", strategy, allocator, new() { ["depth"] = "18" }));
        Assert.Equal(TrialOutcome.OutOfMemory, report.Outcome);
        Assert.Contains("mutator 0 needs memory", report.Reason, StringComparison.Ordinal);
    }

    private static TrialSettings Limited(string workload, string strategy, string allocator, Dictionary<string, string> parameters) =>
        TrialRuns.Small(workload, strategy, allocator) with
        {
            Heap = new HeapSettings { Allocator = allocator, LimitBytes = 4 << 20 },
            Parameters = parameters,
        };
}
