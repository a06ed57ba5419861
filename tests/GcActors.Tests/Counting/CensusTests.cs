using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Counting;

public class CensusTests
{
    [Fact]
    public void A_single_mutator_shares_nothing()
    {
        TrialReport report = Run(TrialRuns.Small("churn", "biased"));
        Assert.Equal((0, 0), (report.Extra["census_shared_objects"], report.Extra["census_shared_operations"]));
        Assert.Equal(report.Extra["run_operations"], report.Extra["census_operations"]);
        Assert.Equal(report.Extra["run_operations"], report.Extra["census_maker_operations"]);
    }

    /// <summary>Both operations of each pair on a shared leaf, also those before the other mutator came.</summary>
    [Fact]
    public void Of_hot_the_singletons_are_shared_and_the_check_value_says_how_often_they_are_touched()
    {
        TrialReport report = Run(TrialRuns.Small("hot", "biased", mutators: 2));
        Assert.Equal(3, report.Extra["census_shared_objects"]);
        Assert.Equal(2 * long.Parse(report.Check, System.Globalization.CultureInfo.InvariantCulture), report.Extra["census_shared_operations"]);
        Assert.Equal(report.Extra["stranger_operations"], report.Extra["census_operations"] - report.Extra["census_maker_operations"]);
    }

    /// <summary>Two operations of a touch on each of five handlers, and the accounts are each mutator's own.</summary>
    [Theory]
    [InlineData("simulation")]
    [InlineData("threads")]
    public void A_servers_requests_share_the_handlers_only(string runtime)
    {
        TrialReport report = Run(TrialRuns.Small("server", "biased", mutators: 2) with { Runtime = runtime });
        Assert.Equal(2 * 5 * 1000, report.Extra["census_shared_operations"]);
    }

    [Fact]
    public void The_hash_is_the_same_on_every_runtime_and_for_any_order()
    {
        double[] hashes = [.. new[] { "simulation", "serial", "pool", "threads" }.Select(runtime =>
            Run(TrialRuns.Small("hand-over", "biased", mutators: 2) with { Runtime = runtime }).Extra["census_hash"])];
        Assert.Single(hashes.Distinct());
        TrialSettings settings = TrialRuns.Small("hand-over", "biased", mutators: 2);
        Assert.Equal(hashes[0], Run(settings, scheduleSeed: 99).Extra["census_hash"]);
    }

    [Fact]
    public void Another_seed_has_another_hash()
    {
        TrialSettings settings = TrialRuns.Small("hot", "biased", mutators: 2);
        Assert.NotEqual(Run(settings).Extra["census_hash"], Run(settings with { Seed = 2 }).Extra["census_hash"]);
    }

    /// <summary>Where the order of the mutators decides what dies, the hash says so: it is no constant.</summary>
    [Fact]
    public void A_shared_cache_has_another_hash_in_another_order()
    {
        TrialSettings settings = TrialRuns.Small("lru", "biased", mutators: 2);
        Assert.NotEqual(Run(settings, scheduleSeed: 1).Extra["census_hash"], Run(settings, scheduleSeed: 2).Extra["census_hash"]);
    }

    [Fact]
    public void Without_a_census_nothing_of_it_is_reported() =>
        Assert.DoesNotContain(TrialRuns.Run(TrialRuns.Small("churn", "biased")).Extra.Keys, name => name.StartsWith("census", StringComparison.Ordinal));

    private static TrialReport Run(TrialSettings settings, ulong? scheduleSeed = null)
    {
        TrialReport report = TrialRuns.Run(settings with { Measure = settings.Measure with { Census = true } }, scheduleSeed);
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        return report;
    }
}
