using System.Text.Json;
using GcActors.Telemetry.Timeline;
using Xunit;

namespace GcActors.Tests.Telemetry.Timeline;

public class PerfettoJsonTests
{
    private static readonly IReadOnlyList<TimelineSpan> s_spans = SyntheticTrial.Spans(5, 80);

    [Fact]
    public void Slices_of_a_track_nest()
    {
        List<JsonElement> events = EventsOf(s_spans);
        foreach (IGrouping<(int, int), JsonElement> track in events.Where(e => KindOf(e) == "X").GroupBy(TrackOf))
        {
            AssertNested(track.Select(e => (Start: Ns(e, "ts"), End: Ns(e, "ts") + Ns(e, "dur"))));
        }
    }

    [Fact]
    public void What_overlaps_without_nesting_gets_a_track_of_its_own()
    {
        TimelineSpan first = s_spans[0] with { SpanId = new string('a', 16), ParentId = "", StartUnixNs = 0, EndUnixNs = 10 };
        TimelineSpan second = first with { SpanId = new string('b', 16), StartUnixNs = 5, EndUnixNs = 15 };

        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => AssertNested([(0, 10), (5, 15)]));
        Assert.Equal([0, 1], NestedTracks.Of(Assert.Single(TimelineTrial.Of([first, second]))).Numbers);
    }

    [Fact]
    public void Every_span_is_a_slice_at_its_time_to_the_nanosecond()
    {
        long zero = s_spans.Min(span => span.StartUnixNs);
        IEnumerable<(string, long, long)> slices = EventsOf(s_spans).Where(e => KindOf(e) == "X")
            .Select(e => (e.GetProperty("args").GetProperty("span_id").GetString()!, Ns(e, "ts"), Ns(e, "dur")));

        Assert.Equal(s_spans.Select(span => (span.SpanId, span.StartUnixNs - zero, span.EndUnixNs - span.StartUnixNs)).Order(), slices.Order());
    }

    [Fact]
    public void Tracks_are_named_and_sorted_as_the_lanes()
    {
        List<JsonElement> events = EventsOf(s_spans);
        IEnumerable<string> names = Metadata(events, "thread_sort_index").OrderBy(e => e.GetProperty("args").GetProperty("sort_index").GetInt32())
            .Select(e => Metadata(events, "thread_name").Single(name => TrackOf(name) == TrackOf(e)).GetProperty("args").GetProperty("name").GetString()!);

        Assert.Equal(Assert.Single(TimelineTrial.Of(s_spans)).LaneNames, names.Where(name => !name.EndsWith(')')));
    }

    [Fact]
    public void Both_ends_of_an_arrow_lie_in_a_slice_of_their_track_that_was_written_before()
    {
        List<JsonElement> events = EventsOf(s_spans);
        ILookup<(int, int), (long Start, long End)> slices = events.Where(e => KindOf(e) == "X")
            .ToLookup(TrackOf, e => (Start: Ns(e, "ts"), End: Ns(e, "ts") + Ns(e, "dur")));
        List<JsonElement> ends = [.. events.Where(e => KindOf(e) is "s" or "f")];

        Assert.True(events.FindLastIndex(e => KindOf(e) == "X") < events.FindIndex(e => KindOf(e) is "s" or "f"));
        Assert.All(ends, end => Assert.Contains(slices[TrackOf(end)], slice => slice.Start <= Ns(end, "ts") && Ns(end, "ts") < slice.End));
        Assert.All(ends.GroupBy(end => end.GetProperty("id").GetString()), arrow => Assert.Equal(["s", "f"], arrow.Select(KindOf)));
        Assert.Equal(["answer", "ask", "link", "tell"], ends.Select(end => end.GetProperty("name").GetString()).Distinct().Order());
    }

    [Fact]
    public void The_heap_is_a_counter_and_events_are_instants()
    {
        List<JsonElement> events = EventsOf(s_spans);

        Assert.Equal(s_spans.Count(span => span.NumberOf("gcactors.heap.size.before") != null) * 2, events.Count(e => KindOf(e) == "C"));
        Assert.Equal(s_spans.Sum(span => span.Events.Count), events.Count(e => KindOf(e) == "i"));
    }

    [Fact]
    public void Threads_of_two_trials_do_not_share_numbers()
    {
        IEnumerable<JsonElement> names = Metadata(EventsOf([.. SyntheticTrial.Spans(1, 1), .. SyntheticTrial.Spans(2, 1)]), "thread_name");

        Assert.Equal(names.Count(), names.Select(e => e.GetProperty("tid").GetInt32()).Distinct().Count());
    }

    private static void AssertNested(IEnumerable<(long Start, long End)> slices)
    {
        Stack<long> open = [];
        foreach ((long start, long end) in slices.OrderBy(slice => slice.Start).ThenByDescending(slice => slice.End))
        {
            while (open.TryPeek(out long innermost) && innermost <= start)
            {
                open.Pop();
            }

            Assert.True(!open.TryPeek(out long outer) || end <= outer, $"a slice from {start} to {end} ns ends behind the one around it");
            open.Push(end);
        }
    }

    private static List<JsonElement> EventsOf(IEnumerable<TimelineSpan> spans)
    {
        using MemoryStream stream = new();
        PerfettoJson.Write(stream, spans);
        return [.. JsonDocument.Parse(stream.ToArray()).RootElement.GetProperty("traceEvents").EnumerateArray()];
    }

    private static IEnumerable<JsonElement> Metadata(List<JsonElement> events, string name) =>
        events.Where(e => KindOf(e) == "M" && e.GetProperty("name").GetString() == name);

    private static string KindOf(JsonElement e) => e.GetProperty("ph").GetString()!;

    private static (int Process, int Thread) TrackOf(JsonElement e) => (e.GetProperty("pid").GetInt32(), e.GetProperty("tid").GetInt32());

    private static long Ns(JsonElement e, string name) => (long)(e.GetProperty(name).GetDecimal() * 1000);
}
