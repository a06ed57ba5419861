using System.Globalization;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

/// <summary>What workloads measure themselves, and what the allocator and the census measure of the same.</summary>
public class WorkloadQuantitiesTests
{
    [Theory]
    [InlineData("xmalloc-test", "unsync", "simulation")]
    [InlineData("pipeline", "gil", "simulation")]
    [InlineData("xmalloc-test", "gil", "threads")]
    [InlineData("pipeline", "atomic", "threads")]
    [InlineData("pipeline", "atomic", "pool")]
    public void A_queue_is_never_longer_than_its_bound(string workload, string strategy, string runtime)
    {
        IReadOnlyDictionary<string, double> extra = Run(workload, strategy, runtime, ("bound", "2"), ("objects", "50"), ("batches", "40")).Extra;

        Assert.InRange(extra["queue_max_batches"], 1, 2);
        Assert.InRange(extra["queue_mean_batches"], 1, 2);
        Assert.True(extra["producer_waits"] + extra["consumer_waits"] > 0);
        Assert.True(extra["producer_waits"] > 0 || extra["producer_wait_ns"] == 0);
        Assert.True(extra["consumer_waits"] > 0 == extra["consumer_wait_ns"] > 0);
    }

    [Fact]
    public void Counts_of_a_simulation_repeat()
    {
        double[] Counts()
        {
            IReadOnlyDictionary<string, double> extra = Run("xmalloc-test", "atomic", "simulation", ("bound", "3"), ("objects", "70")).Extra;
            return [extra["queue_mean_batches"], extra["queue_max_batches"], extra["producer_waits"], extra["consumer_waits"]];
        }

        Assert.Equal(Counts(), Counts());
    }

    [Fact]
    public void A_workload_that_measures_nothing_adds_nothing() =>
        Assert.DoesNotContain("queue_max_batches", Run("larson", "unsync", "simulation").Extra.Keys);

    /// <summary>With sizes that pools hold: a large object is no mutator's.</summary>
    [Theory]
    [InlineData("larson", "max", "490", "simulation")]
    [InlineData("larson", "max", "490", "threads")]
    [InlineData("xmalloc-test", "objects", "120", "simulation")]
    [InlineData("xmalloc-test", "objects", "120", "threads")]
    [InlineData("cache-scratch", "size", "64", "simulation")]
    public void A_leasing_allocator_sees_the_foreign_frees_that_the_program_sees(string workload, string parameter, string value, string runtime)
    {
        TrialReport report = Run(workload, "unsync", runtime, (parameter, value));
        Assert.Equal(ForeignIn(report.Check), report.Operations.ForeignFrees);
    }

    [Fact]
    public void The_census_sees_the_bytes_that_the_program_holds()
    {
        Assert.Equal(93392, Run("life", "unsync", "simulation").Extra["model_bytes"]);

        // And two tables of 100 references.
        Assert.Equal(98351 + 2 * 100 * 8, Run("larson", "unsync", "simulation").Extra["model_bytes"]);
    }

    private static long ForeignIn(string check) =>
        long.Parse(check.Replace(" foreign", "", StringComparison.Ordinal).Split(", ")[^1], CultureInfo.InvariantCulture);

    private static TrialReport Run(string workload, string strategy, string runtime, params (string Name, string Value)[] parameters)
    {
        TrialSettings small = TrialRuns.Small(workload, strategy, "leased", workload == "life" ? 1 : 2) with { Runtime = runtime };
        var values = new Dictionary<string, string>(small.Parameters);
        foreach ((string name, string value) in parameters)
        {
            values[name] = value;
        }

        TrialReport report = TrialRuns.Run(small with { Parameters = values });
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        return report;
    }
}
