using GcActors.Core.Collection;
using GcActors.Core.Protocol;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Experiments.GcLogs;
using GcActors.Runtime;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.GcLogs;

/// <summary>Logs of real trials.</summary>
public class GcLogTrialTests
{
    private const int RoundedNs = 500;

    [Theory]
    [InlineData("unsync", "leased", "simulation")]
    [InlineData("unsync", "leased", "threads")]
    [InlineData("gil", "shared", "threads")]
    [InlineData("atomic", "leased", "pool")]
    [InlineData("buffered", "leased", "threads")]
    [InlineData("biased-703", "leased", "threads")]
    public void The_statistics_of_a_trials_log_are_its_reports(string strategy, string allocator, string runtime)
    {
        TrialSettings settings = Settings(strategy, allocator, runtime);
        (TrialReport report, string unified, string cpython) = RunLogged(settings);

        GcLogStatistics statistics = Statistics(unified);
        long[] pausesNs = [.. report.Collections.Select(c => c.PauseNs)];
        Assert.NotEmpty(pausesNs);
        Assert.Equal(pausesNs.Length, statistics.Pauses.Count);
        Assert.Equal(report.Collections.Count(c => c.Generation >= 0), statistics.Collections);
        Assert.InRange(statistics.Pauses.MaxNs!.Value, pausesNs.Max() - RoundedNs, pausesNs.Max() + RoundedNs);
        Assert.Equal(report.Collections.Sum(c => c.ObjectsFound), statistics.Kinds.Sum(kind => kind.Unreachable ?? 0));
        Assert.Equal(report.Collections.Count(c => c.Generation >= 0), Statistics(cpython).Collections);
        Assert.Equal(settings.Runtime == "simulation", statistics.Log.IsVirtualTime);
        Assert.Equal(["set-up", "measured", "verify", "drain"], statistics.TrialPhases.Select(phase => phase.Name));
        Assert.InRange(statistics.ThroughputPercent!.Value, 0, 100);
        Assert.Equal(1, GcLogStatistics.Of(statistics.Log, all: true).Causes.Single(cause => cause.Name == "final").Count);
    }

    [Fact]
    public void A_simulations_log_is_the_same_for_the_same_seed()
    {
        TrialSettings settings = Settings("atomic", "leased", "simulation") with { Mutators = 2, Seed = 9 };

        Assert.Equal(RunLogged(settings).Unified, RunLogged(settings).Unified);
    }

    [Theory]
    [InlineData("lists")]
    [InlineData("self-list")]
    [InlineData("random-graph")]
    public void Sizes_of_generations_are_exact_where_collected_and_bounds_elsewhere(string workload)
    {
        List<StopReport> stops = Stops(Settings("unsync", "leased", "simulation") with { Workload = workload, Parameters = TrialRuns.Small(workload).Parameters });

        long middle = 0, old = 0;
        bool hasOlder = false;
        foreach (CollectionReport report in stops.Select(s => s.Report).Where(r => r.Generation >= 0))
        {
            GenerationSizes before = report.Before!.Value;
            long region = before.Young + (report.Generation > 0 ? before.Middle : 0) + (report.Generation > 1 ? before.Old : 0);
            Assert.Equal(report.Survivors + report.ObjectsFound, region);
            Assert.InRange(before.Young, 0, long.MaxValue);
            Assert.InRange(before.Middle, 0, middle);
            Assert.InRange(before.Old, 0, old);
            hasOlder |= before.Middle > 0;
            (middle, old) = report.Generation switch
            {
                0 => (middle + report.Survivors, old),
                1 => (0, old + report.Survivors),
                _ => (0, report.Survivors),
            };
        }

        Assert.True(hasOlder || workload == "self-list");
    }

    [Theory]
    [InlineData("unsync", "leased")]
    [InlineData("gil", "shared")]
    public void Heap_in_use_is_within_what_is_mapped_and_almost_nothing_at_the_end(string strategy, string allocator)
    {
        List<StopReport> stops = Stops(Settings(strategy, allocator, "simulation"));

        Assert.All(stops, stop => Assert.InRange(stop.Report.HeapBytesBefore, 0, long.MaxValue));
        Assert.All(stops, stop => Assert.InRange(stop.Report.HeapBytesAfter, 0, stop.Report.HeapBytesMapped));
        CollectionReport census = stops.Last(s => s.Report.Reason == "census").Report;
        Assert.InRange(census.HeapBytesBefore, 1, long.MaxValue);
        CollectionReport last = stops[^1].Report;
        Assert.Equal("final", last.Reason);
        // A size class keeps the pool that it takes from.
        Assert.InRange(last.HeapBytesAfter, 0, census.HeapBytesBefore / 2);
    }

    [Fact]
    public void A_stop_says_who_asked()
    {
        List<StopReport> stops = Stops(Settings("atomic", "leased", "simulation") with { Mutators = 2 });

        Assert.All(stops, stop => Assert.Equal(stop.Report.Reason == "threshold", stop.Report.AskedBy is 0 or 1));
        Assert.All(stops, stop => Assert.InRange(stop.Report.AskedBy, -1, 1));
        Assert.Equal(Enumerable.Range(1, stops.Count).Select(id => (long)id), stops.Select(stop => stop.Report.StopId));
    }

    private static TrialSettings Settings(string strategy, string allocator, string runtime) =>
        TrialRuns.Small("lists", strategy, allocator) with
        {
            Runtime = runtime,
            Collection = new CollectionSettings { Trigger = "thresholds", Threshold0 = 50, Threshold1 = 3, Threshold2 = 3, Collector = "generational" },
        };

    private static (TrialReport Report, string Unified, string CPython) RunLogged(TrialSettings settings)
    {
        using StringWriter unified = new();
        using StringWriter cpython = new();
        using GcLog unifiedLog = GcLog.To(unified, GcLogDialect.Unified, settings);
        using GcLog cpythonLog = GcLog.To(cpython, GcLogDialect.CPython, settings);
        TrialReport report = Run(settings, new GcActors.Cli.TrialObservers([unifiedLog, cpythonLog]));
        return (report, unified.ToString(), cpython.ToString());
    }

    private static List<StopReport> Stops(TrialSettings settings)
    {
        Collector collector = new();
        Run(settings, collector);
        return collector.Stops;
    }

    private static TrialReport Run(TrialSettings settings, ITrialObserver observer)
    {
        TrialReport report = Trial.Run(settings, ActorSystems.Create(settings.Runtime, settings.Seed), observer);
        Assert.Equal((TrialOutcome.Passed, null), (report.Outcome, report.Reason));
        return report;
    }

    private static GcLogStatistics Statistics(string text)
    {
        using StringReader reader = new(text);
        GcLogContent log = GcLogReader.Read(reader, "log");
        Assert.Equal((0, 0, false), (log.OtherLines, log.Unfinished, log.IsTorn));
        return GcLogStatistics.Of(log, all: false);
    }

    private sealed class Collector : ITrialObserver
    {
        public List<StopReport> Stops { get; } = [];

        public bool WantsStops => true;

        public void IterationEnded(int iteration, bool isWarmup, IterationReport report)
        {
        }

        public void PhaseEnded(TrialPhase phase, IReadOnlyList<StopReport> stops)
        {
            Assert.Contains(phase.Kind, Spans.Phases);
            Assert.InRange(phase.EndNs, phase.StartNs, long.MaxValue);
            Stops.AddRange(stops);
        }
    }
}
