using GcActors.Core.Telemetry;

namespace GcActors.Telemetry.Timeline;

/// <summary>The spans of one trace in the order of a drawing: by start, what contains before what is contained; and where each is drawn.</summary>
internal sealed class TimelineTrial
{
    private TimelineTrial(string traceId, TimelineSpan[] spans, int[] parents)
    {
        TraceId = traceId;
        Spans = spans;
        Parents = parents;
        string[] names = LanesOf(spans, parents);
        LaneNames = [.. names.Distinct().Order(LaneOrder.Instance)];
        Dictionary<string, int> numbers = LaneNames.Select((name, number) => (name, number)).ToDictionary(lane => lane.name, lane => lane.number);
        Lanes = [.. names.Select(name => numbers[name])];
    }

    public string TraceId { get; }

    public IReadOnlyList<TimelineSpan> Spans { get; }

    /// <summary>Index of each span's parent, which may come later where clocks disagree; -1: none, or not among the spans.</summary>
    public IReadOnlyList<int> Parents { get; }

    /// <summary>In the order of the drawing.</summary>
    public IReadOnlyList<string> LaneNames { get; }

    /// <summary>Index of each span's lane.</summary>
    public IReadOnlyList<int> Lanes { get; }

    /// <summary>ns since 1970; zero of the time axis.</summary>
    public long StartUnixNs => Spans[0].StartUnixNs;

    /// <summary>Of the root, or of the first span.</summary>
    public string Name
    {
        get
        {
            TimelineSpan root = Spans.FirstOrDefault(span => span.Name == Core.Telemetry.Spans.Trial.Name) ?? Spans[0];
            string[] parts = [root.TextOf(Attributes.Plan.Name), root.TextOf(Attributes.Workload.Name)];
            string name = string.Join(" · ", parts.Where(part => part.Length > 0));
            return name.Length > 0 ? name : root.Name;
        }
    }

    /// <summary>One trial a trace, by start. A span that comes twice is taken once.</summary>
    public static IReadOnlyList<TimelineTrial> Of(IEnumerable<TimelineSpan> spans) =>
        [.. spans.GroupBy(span => span.TraceId).Select(trace => Of(trace.Key, trace)).OrderBy(trial => trial.StartUnixNs)];

    private static TimelineTrial Of(string traceId, IEnumerable<TimelineSpan> trace)
    {
        TimelineSpan[] known = [.. trace.DistinctBy(span => span.SpanId)];
        int[] depths = Ancestors.CountOf(Ancestors.ParentsOf(known));
        TimelineSpan[] spans = [.. known.Zip(depths)
            .OrderBy(span => span.First.StartUnixNs)
            .ThenByDescending(span => span.First.EndUnixNs)
            .ThenBy(span => span.Second)
            .ThenBy(span => span.First.SpanId, StringComparer.Ordinal)
            .Select(span => span.First)];
        return new TimelineTrial(traceId, spans, Ancestors.ParentsOf(spans));
    }

    private static string[] LanesOf(TimelineSpan[] spans, int[] parents)
    {
        string[] lanes = [.. spans.Select(span => span.TextOf(Attributes.Actor.Name))];
        for (int i = 0; i < lanes.Length; i++)
        {
            int owner = i;
            for (int steps = 0; lanes[owner].Length == 0 && parents[owner] >= 0 && steps < spans.Length; steps++)
            {
                owner = parents[owner];
            }

            lanes[i] = lanes[owner].Length > 0 ? lanes[owner] : LaneOrder.Root;
        }

        return lanes;
    }
}
