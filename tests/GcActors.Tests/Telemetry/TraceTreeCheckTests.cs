using System.Diagnostics;
using GcActors.Core.Settings;
using GcActors.Core.Telemetry;
using GcActors.Tests.Protocol;
using Xunit;

namespace GcActors.Tests.Telemetry;

/// <summary>The checker of whole trees, seen to fail: a sound tree from which a span is taken, or to which a wrong one is added.</summary>
public class TraceTreeCheckTests
{
    public static TheoryData<string, string> Missing => new()
    {
        { Spans.Collection.Name, "an orphan" },
        { Spans.Stop.Name, "an orphan" },
        { Spans.StopMutator.Name, "not one answer of each mutator" },
        { Spans.Request.Name, "0 spans 'request' in place of one" },
        { Spans.Collect.Name, "an orphan" },
        { Spans.Resume.Name, "0 spans 'resume' in place of one" },
        { Spans.HandOver.Name, "a link that leads nowhere" },
        { Spans.Measured.Name, "an orphan" },
    };

    [Theory]
    [MemberData(nameof(Missing))]
    public void A_span_that_is_missing_is_noticed(string name, string violation)
    {
        using TraceRecorder recorder = new();
        TrialSettings settings = TrialRuns.Small("hand-over", "buffered", "leased", 2) with
        {
            Counting = new CountingSettings { Strategy = "buffered", LogBytes = 256 },
            Collection = new CollectionSettings { Trigger = "stress", StressEvery = 200 },
        };
        TrialRuns.Run(settings);
        Activity taken = recorder.Spans.First(span => span.OperationName == name);
        string[] violations = [.. new TraceTree([.. recorder.Spans.Where(span => span != taken)]).Violations(recorder.Root, 2)];
        Assert.Contains(violations, line => line.EndsWith(violation, StringComparison.Ordinal));
    }

    [Fact]
    public void A_span_that_sticks_out_of_its_parent_is_noticed()
    {
        using TraceRecorder recorder = new();
        TrialRuns.Run(TrialRuns.Small("self-list"));
        Activity phase = recorder.Spans.First(span => span.OperationName == Spans.Measured.Name);
        using Activity? late = Sources.Core.StartActivity(
            Spans.Epoch.Name, ActivityKind.Internal, phase.Context, tags: null, links: null, phase.StartTimeUtc + phase.Duration);
        late!.SetEndTime(phase.StartTimeUtc + phase.Duration + TimeSpan.FromMilliseconds(1));
        late.Stop();
        Assert.Contains(new TraceTree(recorder.Spans).Violations(recorder.Root, 1), line => line.Contains("is not within measured", StringComparison.Ordinal));
    }
}
