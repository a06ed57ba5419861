using GcActors.Core;
using GcActors.Core.Counting;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using Xunit;

namespace GcActors.Tests.Protocol;

public class PreflightTests
{
    [Theory]
    [InlineData("unsync", "hot", 2, "counting.strategy")]
    [InlineData("racing-pinned", "random-graph", 2, "counting.strategy")]
    [InlineData("atomic", "random-graph", 2, null)]
    [InlineData("racing-pinned", "hand-over", 2, null)]
    [InlineData("gil", "random-graph", 2, null)]
    [InlineData("global-lock", "random-graph", 2, null)]
    [InlineData("object-lock", "random-graph", 2, null)]
    [InlineData("unsync", "random-graph", 1, null)]
    [InlineData("atomic", "hand-over", 1, "mutators")]
    [InlineData("private", "lru", 2, "counting.strategy")]
    [InlineData("private", "mstress", 2, "counting.strategy")]
    [InlineData("private", "mstress", 1, null)]
    [InlineData("private", "pipeline", 4, null)]
    [InlineData("private", "binary-trees", 2, null)]
    [InlineData("weighted", "lru", 2, "counting.strategy")]
    [InlineData("weighted", "random-graph", 2, "counting.strategy")]
    [InlineData("weighted", "random-graph", 1, null)]
    [InlineData("weighted", "pipeline", 4, null)]
    [InlineData("weighted", "lists", 2, null)]
    public void What_would_free_wrongly_is_refused_and_nothing_else(string strategy, string workload, int mutators, string? blamed)
    {
        TrialSettings settings = TrialRuns.Small(workload, strategy, "leased", mutators);
        string?[] errors = [.. Preflight.Check(settings).Where(f => !f.IsWarning).Select(f => f.Key)];
        Assert.Equal(blamed == null ? [] : [blamed], errors);
    }

    [Fact]
    public void A_census_may_not_collect()
    {
        TrialSettings settings = TrialRuns.Small("hot", "racy-census", "leased", 2) with { Collection = new CollectionSettings() };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal("collection.trigger", finding.Key);
        Assert.Contains("set it to never", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_counts_nothing_cannot_be_collected_by_counts()
    {
        TrialSettings settings = TrialRuns.Small("hot", "none", "leased", 2) with { Collection = new CollectionSettings() };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal("collection.collector", finding.Key);
        Assert.Contains("set it to backup-trace", finding.Message, StringComparison.Ordinal);
        settings = settings with { Collection = new CollectionSettings { Collector = "backup-trace" } };
        Assert.DoesNotContain(Preflight.Check(settings), f => !f.IsWarning);
    }

    /// <summary>Even where nothing but the end of the trial collects: the dead may refer to what is freed.</summary>
    [Fact]
    public void Where_messages_are_counted_only_a_trace_collects_and_nothing_is_immortal()
    {
        TrialSettings settings = TrialRuns.Small("larson", "weighted", "leased", 2);
        settings = settings with
        {
            Collection = new CollectionSettings { Trigger = "never" },
            Counting = settings.Counting with { Immortal = "pinned" },
        };
        Assert.Equal(["collection.collector", "counting.immortal"], Preflight.Check(settings).Where(f => !f.IsWarning).Select(f => f.Key));
    }

    [Fact]
    public void Every_refusal_names_a_strategy_that_can()
    {
        TrialSettings settings = TrialRuns.Small("random-graph", "unsync", "leased", 2);
        Assert.Contains("safe are racy-census, gil, atomic", Preflight.Check(settings)[0].Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("atomic", "none", "or this strategy with quiescence, hazard, type-stable")]
    [InlineData("gil", "quiescence", "only with auto, none")]
    public void A_cure_that_does_not_fit_is_refused_with_those_that_do(string strategy, string cure, string right)
    {
        TrialSettings settings = TrialRuns.Small("random-graph", strategy, "leased", 2);
        settings = settings with { Counting = settings.Counting with { Cure = cure } };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal("counting.cure", finding.Key);
        Assert.Contains(right, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Cells_that_keep_their_class_need_an_allocator_that_keeps_it()
    {
        TrialSettings settings = TrialRuns.Small("random-graph", "atomic", "shared", 2);
        settings = settings with { Counting = settings.Counting with { Cure = "type-stable" } };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal("heap.allocator", finding.Key);
        Assert.Contains("set it to leased", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("leased", SlotCure.TypeStable)]
    [InlineData("shared", SlotCure.Quiescence)]
    public void The_cure_is_chosen_that_the_allocator_allows(string allocator, SlotCure cure)
    {
        CounterTraits? traits = Catalog.Counter("biased-703")!.TraitsFor(new CountingSettings(), Sharing.RacingSlots, Catalog.Allocator(allocator));
        Assert.Equal(cure, traits!.Value.Cure);
        Assert.DoesNotContain(Preflight.Check(TrialRuns.Small("random-graph", "biased-703", allocator, 2)), f => !f.IsWarning);
    }

    [Theory]
    [InlineData("global-lock", "header", "only auto, spin, monitor, lock")]
    [InlineData("object-lock", "spin", "only auto, striped, header")]
    [InlineData("atomic", "spin", "only auto")]
    public void A_variant_that_a_strategy_does_not_have_is_refused(string strategy, string kind, string right)
    {
        TrialSettings settings = TrialRuns.Small("hot", strategy, "leased", 2);
        settings = settings with { Counting = settings.Counting with { Variant = kind } };
        Preflight.Finding finding = Assert.Single(Preflight.Check(settings), f => !f.IsWarning);
        Assert.Equal("counting.variant", finding.Key);
        Assert.Contains(right, finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_trial_that_preflight_refuses_does_not_start() =>
        Assert.Throws<ArgumentException>(() => TrialRuns.Run(TrialRuns.Small("hot", "unsync", "leased", 2)));

    [Fact]
    public void A_census_counts_what_racing_updates_lose()
    {
        TrialReport report = TrialRuns.Run(TrialRuns.Small("hand-over", "racy-census", "leased", 2));
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        Assert.Equal(0, report.Operations.Frees);
        // One message at a time loses nothing: the census of the simulation is the control of the one on threads.
        Assert.Equal(0, report.Extra["lost_increments"]);
    }

    [Fact]
    public void The_catalog_has_no_name_twice() =>
        Assert.All(
            [Catalog.Counters, Catalog.Collectors, Catalog.Allocators, Catalog.Workloads],
            list => Assert.Equal(list.Count, list.Select(e => e.Name).Distinct().Count()));
}
