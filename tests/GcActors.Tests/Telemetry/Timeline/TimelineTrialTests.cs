using GcActors.Telemetry.Timeline;
using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

public class TimelineTrialTests
{
    [Fact]
    public void Lanes_stand_in_the_order_of_who_leads_and_numbers_count()
    {
        string[] shuffled = ["mutator/10", "zebra", "mutator/2", "refcount/1", "collector", "epochs", "refcount/0", "trial", "collector-worker/2", "allocator", "collector-worker/1"];

        Assert.Equal(
            ["trial", "allocator", "collector", "collector-worker/1", "collector-worker/2", "epochs", "refcount/0", "refcount/1", "mutator/2", "mutator/10", "zebra"],
            shuffled.Order(LaneOrder.Instance));
    }

    [Fact]
    public void A_span_without_an_actor_is_on_its_parents_lane()
    {
        TimelineTrial trial = Assert.Single(TimelineTrial.Of([Span("a", "", 0, 9, "collector"), Span("b", "a", 1, 8), Span("c", "b", 2, 7), Span("d", "", 3, 4)]));

        Assert.Equal(["collector", "collector", "collector", "trial"], trial.Lanes.Select(lane => trial.LaneNames[lane]));
    }

    [Fact]
    public void Parents_in_circles_and_spans_that_come_twice_do_no_harm()
    {
        TimelineTrial trial = Assert.Single(TimelineTrial.Of([Span("a", "b", 0, 9), Span("b", "a", 0, 9), Span("b", "a", 0, 9), Span("c", "c", 1, 2)]));

        Assert.Equal(3, trial.Spans.Count);
        Assert.All(trial.Lanes, lane => Assert.Equal("trial", trial.LaneNames[lane]));
    }

    [Fact]
    public void Each_trace_is_a_trial_by_its_start()
    {
        IReadOnlyList<TimelineTrial> trials = TimelineTrial.Of([.. SyntheticTrial.Spans(3, 2), Span("a", "", 5, 6)]);

        Assert.Equal(["trial", "cpython-3.12 · random-graph"], trials.Select(trial => trial.Name));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void In_a_row_nothing_overlaps_and_children_are_below_their_parents(int seed)
    {
        TimelineTrial trial = Assert.Single(TimelineTrial.Of(SyntheticTrial.Spans(seed, 60)));
        LaneRows rows = LaneRows.Of(trial);
        Dictionary<(int Lane, int Row), long> ends = [];
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            (int, int) place = (trial.Lanes[i], rows.Rows[i]);
            Assert.True(ends.GetValueOrDefault(place) <= trial.Spans[i].StartUnixNs);
            ends[place] = trial.Spans[i].EndUnixNs;
            int parent = trial.Parents[i];
            Assert.True(parent < 0 || trial.Lanes[parent] != trial.Lanes[i] || rows.Rows[parent] < rows.Rows[i]);
        }
    }

    private static TimelineSpan Span(string id, string parent, long start, long end, string actor = "") => new()
    {
        TraceId = new string('1', 32),
        SpanId = Id(id),
        ParentId = Id(parent),
        Name = "trial",
        StartUnixNs = start,
        EndUnixNs = end,
        Attributes = actor.Length > 0 ? [new TimelineAttribute("gcactors.actor", actor)] : [],
    };

    private static string Id(string letter) => letter.Length == 0 ? "" : new string(letter[0], 16);
}
