using System.Diagnostics;

namespace GcActors.Telemetry.Timeline;

/// <summary>Spans from .NET's activities, whose clock ticks every 100 ns.</summary>
public static class ActivitySpans
{
    private const long NsPerTick = 100;

    /// <param name="activity">Stopped.</param>
    public static TimelineSpan Of(Activity activity)
    {
        long start = UnixNsOf(activity.StartTimeUtc);
        return new TimelineSpan
        {
            TraceId = activity.TraceId.ToHexString(),
            SpanId = activity.SpanId.ToHexString(),
            ParentId = activity.ParentSpanId == default ? "" : activity.ParentSpanId.ToHexString(),
            Name = activity.DisplayName,
            StartUnixNs = start,
            EndUnixNs = start + (activity.Duration.Ticks * NsPerTick),
            Attributes = AttributesOf(activity.EnumerateTagObjects()),
            Events = EventsOf(activity),
            Links = LinksOf(activity),
            Status = (TimelineStatus)activity.Status,
            StatusDescription = activity.StatusDescription ?? "",
        };
    }

    private static List<TimelineEvent> EventsOf(Activity activity)
    {
        List<TimelineEvent> events = [];
        foreach (ActivityEvent e in activity.EnumerateEvents())
        {
            events.Add(new TimelineEvent(e.Name, UnixNsOf(e.Timestamp.UtcDateTime), AttributesOf(e.EnumerateTagObjects())));
        }

        return events;
    }

    private static List<TimelineLink> LinksOf(Activity activity)
    {
        List<TimelineLink> links = [];
        foreach (ActivityLink link in activity.EnumerateLinks())
        {
            links.Add(new TimelineLink(link.Context.TraceId.ToHexString(), link.Context.SpanId.ToHexString(), AttributesOf(link.EnumerateTagObjects())));
        }

        return links;
    }

    private static List<TimelineAttribute> AttributesOf(Activity.Enumerator<KeyValuePair<string, object?>> tags)
    {
        List<TimelineAttribute> attributes = [];
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            if (TimelineAttribute.Of(tag.Key, tag.Value) is { } attribute)
            {
                attributes.Add(attribute);
            }
        }

        return attributes;
    }

    private static long UnixNsOf(DateTime utc) => (utc.Ticks - DateTime.UnixEpoch.Ticks) * NsPerTick;
}
