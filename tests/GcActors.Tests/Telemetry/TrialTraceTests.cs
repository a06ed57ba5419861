using System.Diagnostics;
using GcActors.Core.Protocol;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Telemetry;

public class TrialTraceTests
{
    [Fact]
    public void A_trial_that_is_not_sampled_makes_no_span()
    {
        using TraceRecorder recorder = new(samples: false);
        TrialReport report = TrialRuns.Run(Stressed("self-list", "atomic", 2));
        Assert.Equal(TrialOutcome.Passed, report.Outcome);
        Assert.Empty(recorder.Spans);
    }

    [Fact]
    public void Tracing_changes_neither_the_order_of_messages_nor_the_result()
    {
        TrialSettings settings = Stressed("hand-over", "buffered", 2);
        TrialReport untraced = TrialRuns.Run(settings);
        using TraceRecorder recorder = new();
        TrialReport traced = TrialRuns.Run(settings);
        Assert.NotEmpty(recorder.Spans);
        Assert.Equal(untraced.OrderSignature, traced.OrderSignature);
        Assert.Equal((untraced.Check, untraced.Operations), (traced.Check, traced.Operations));
    }

    [Fact]
    public void A_stop_says_who_was_last_and_what_it_did()
    {
        TraceTree tree = TreeOf(Stressed("self-list", "atomic", 3));
        Assert.All(tree.Named(Spans.Stop), stop =>
        {
            Activity last = Assert.Single(tree.ChildrenOf(stop), answer => Equals(answer.GetTagItem(Attributes.Actor.Name), stop.GetTagItem(Attributes.LastToStop.Name)));
            Assert.Equal(stop.StartTimeUtc + stop.Duration, tree.ChildrenOf(stop).Max(answer => answer.StartTimeUtc + answer.Duration));
            Assert.Equal(last.GetTagItem(Attributes.Activity.Name), stop.GetTagItem(Attributes.LastReason.Name));
        });
        string[] seen = [.. tree.Named(Spans.StopMutator).Select(answer => (string)answer.GetTagItem(Attributes.Activity.Name)!).Distinct()];
        Assert.Contains(MutatorActivity.Running.Name(), seen);
        Assert.Contains(MutatorActivity.AskedForCollection.Name(), seen);
        Assert.Contains(MutatorActivity.Idle.Name(), seen);
    }

    [Fact]
    public void Who_asked_has_the_request_on_its_lane()
    {
        TraceTree tree = TreeOf(Stressed("self-list", "atomic", 2));
        string[] askers = [.. tree.Named(Spans.Request).Select(request => (string)request.GetTagItem(Attributes.Actor.Name)!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["mutator/0", "mutator/1", "trial"], askers);
    }

    [Fact]
    public void Applied_logs_lead_to_where_they_were_handed_over()
    {
        TrialSettings settings = Stressed("hand-over", "buffered", 2);
        TraceTree tree = TreeOf(settings with { Counting = settings.Counting with { LogBytes = 256, RefcountActors = 2 } });
        Activity[] applied = [.. tree.Named(Spans.ApplyLogs)];
        Assert.NotEmpty(applied);
        Assert.All(applied, apply => Assert.Equal(2, apply.Links.Count()));
        Assert.Equal(["refcount/0", "refcount/1"], applied.Select(apply => (string)apply.GetTagItem(Attributes.Actor.Name)!).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains(tree.Named(Spans.Epoch), epoch => tree.Named(Spans.DrainLogs).Any(drain => drain.SpanId == epoch.ParentSpanId));
        Assert.Contains(tree.Named(Spans.Epoch), epoch => tree.Named(Spans.Measured).Any(phase => phase.SpanId == epoch.ParentSpanId));
    }

    [Fact]
    public void Waits_above_the_threshold_have_spans()
    {
        TrialSettings settings = Stressed("pair", "gil", 3);
        TraceTree all = TreeOf(settings with { Telemetry = new TelemetrySettings { ThresholdUs = 0 } });
        Assert.NotEmpty(all.Named(Spans.WaitForGil));
        Assert.NotEmpty(all.Named(Spans.WaitForCollection));
        TraceTree none = TreeOf(settings with { Telemetry = new TelemetrySettings { ThresholdUs = 60_000_000 } });
        Assert.Empty(none.Named(Spans.WaitForGil));
    }

    [Fact]
    public void A_lock_that_changes_hands_says_whose_it_was()
    {
        TrialSettings settings = Stressed("pair", "gil", 2);
        TraceTree tree = TreeOf(settings with { Telemetry = new TelemetrySettings { ThresholdUs = 0 } });
        Activity[] switches = [.. tree.Named(Spans.WaitForGil).Where(wait => wait.GetTagItem(Attributes.SwitchedFrom.Name) != null)];
        Assert.NotEmpty(switches);
        Assert.All(switches, wait => Assert.NotEqual(wait.GetTagItem(Attributes.Actor.Name), wait.GetTagItem(Attributes.SwitchedFrom.Name)));
    }

    [Fact]
    public void What_strangers_queued_is_merged_in_a_span_of_the_owner()
    {
        TrialSettings settings = Stressed("xmalloc-test", "biased", 2);
        TraceTree tree = TreeOf(settings with { Telemetry = new TelemetrySettings { ThresholdUs = 0 } });
        Activity[] merges = [.. tree.Named(Spans.Merge)];
        Assert.Contains(merges, merge => (long)merge.GetTagItem(Attributes.MergedDeaths.Name)! > 0);
        Assert.Empty(TreeOf(Stressed("hand-over", "atomic", 2) with { Telemetry = new TelemetrySettings { ThresholdUs = 0 } }).Named(Spans.Merge));
    }

    [Fact]
    public void Shares_of_parallel_phases_are_on_their_workers_lanes()
    {
        TrialSettings settings = Stressed("binary-trees", "atomic", 2);
        TraceTree tree = TreeOf(settings with { Collection = settings.Collection with { Workers = 3, ParallelFrom = 0 } });
        string[] lanes = [.. tree.Named(Spans.Share).Select(share => (string)share.GetTagItem(Attributes.Actor.Name)!).Distinct().Order(StringComparer.Ordinal)];
        Assert.Equal(["collector", "collector-worker/1", "collector-worker/2"], lanes);
    }

    [Fact]
    public void More_stops_than_there_is_room_for_are_counted()
    {
        TrialSettings settings = Stressed("self-list", "atomic", 2);
        TraceTree tree = TreeOf(settings with { Telemetry = new TelemetrySettings { StopsMax = 4 } });
        long untraced = tree.Spans.Sum(span => span.GetTagItem(Attributes.Untraced.Name) as long? ?? 0);
        int traced = tree.Named(Spans.Collection).Concat(tree.Named(Spans.Pause)).Count();
        int all = TreeOf(settings).Named(Spans.Request).Count();
        Assert.Equal((4, all - 4L), (traced, untraced));
    }

    [Fact]
    public void A_trial_that_fails_ends_what_it_has_open()
    {
        using TraceRecorder recorder = new();
        TrialSettings settings = Stressed("binary-trees", "atomic", 2) with
        {
            Heap = new HeapSettings { Allocator = "leased", LimitBytes = 4 << 20 },
            Parameters = new Dictionary<string, string> { ["depth"] = "18" },
        };
        Assert.Equal(TrialOutcome.OutOfMemory, TrialRuns.Run(settings).Outcome);
        Activity trial = Assert.Single(recorder.Spans, span => span.OperationName == Spans.Trial.Name);
        Assert.Equal((ActivityStatusCode.Error, "out-of-memory"), (trial.Status, (string)trial.GetTagItem(Attributes.Outcome.Name)!));
        Assert.DoesNotContain(new TraceTree(recorder.Spans).Violations(recorder.Root, 2), violation => violation.Contains("orphan", StringComparison.Ordinal));
    }

    [Fact]
    public void A_trial_whose_actor_throws_ends_what_it_has_open()
    {
        using TraceRecorder recorder = new();
        Assert.ThrowsAny<Exception>(() =>
        {
            for (ulong seed = 1; seed <= 50; seed++)
            {
                TrialRuns.RunWith(Stressed("self-list", "atomic", 2), new PlantedFaults { RunsAfterAnswer = true }, seed);
            }
        });
        Activity trial = recorder.Spans.Last(span => span.OperationName == Spans.Trial.Name);
        Assert.Equal((ActivityStatusCode.Error, "failed"), (trial.Status, (string)trial.GetTagItem(Attributes.Outcome.Name)!));
    }

    private static TraceTree TreeOf(TrialSettings settings)
    {
        using TraceRecorder recorder = new();
        TrialReport report = TrialRuns.Run(settings);
        Assert.True(report.Outcome == TrialOutcome.Passed, report.Reason);
        var tree = new TraceTree(recorder.Spans);
        Assert.Empty(tree.Violations(recorder.Root, settings.Mutators).Take(5));
        return tree;
    }

    private static TrialSettings Stressed(string workload, string strategy, int mutators) => TrialRuns.Small(workload, strategy, "leased", mutators) with
    {
        Collection = new CollectionSettings { Trigger = "stress", StressEvery = 200 },
    };
}
