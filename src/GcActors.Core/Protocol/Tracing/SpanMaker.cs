using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>Makes activities at times of a runtime's clock. Parents are given, never ambient: what is current on a thread stays as it was.</summary>
/// <param name="anchorNs">A moment of the runtime's clock,</param>
/// <param name="anchorUtc">and the same moment by the calendar.</param>
internal sealed class SpanMaker(long anchorNs, DateTime anchorUtc)
{
    /// <summary>What the calendar of activities can tell.</summary>
    private const long TickNs = TimeSpan.NanosecondsPerTick;

    /// <summary>Spans that were ended.</summary>
    public long Made { get; private set; }

    /// <summary>Null where nobody samples it.</summary>
    public Activity? Begin(SpanDefinition kind, ActivityContext parent, long fromNs, IEnumerable<KeyValuePair<string, object?>> tags, IEnumerable<ActivityLink>? links = null)
    {
        Activity? current = Activity.Current;
        Activity? span = Sources.Core.StartActivity(kind.Name, kind.Kind, parent, tags, links, TimeOf(fromNs));
        Activity.Current = current;
        return span;
    }

    public void End(Activity span, long toNs)
    {
        Activity? current = Activity.Current;
        span.SetEndTime(TimeOf(toNs).UtcDateTime);
        span.Stop();
        Made++;
        Activity.Current = current;
    }

    /// <summary>A span, and all below it.</summary>
    /// <param name="root">What to make.</param>
    /// <param name="parent">Where it belongs.</param>
    /// <param name="made">Is shown each span of a stop, before it ends.</param>
    public void Make(SpanNode root, ActivityContext parent, Action<StopRecord, Activity> made)
    {
        root.Fit(TickNs);
        MakeFitted(root, parent, [], made);
    }

    private void MakeFitted(SpanNode node, ActivityContext parent, Dictionary<SpanNode, ActivityContext> linkable, Action<StopRecord, Activity> made)
    {
        Activity? span = Begin(node.Kind, parent, node.FromNs, node.Tags, node.Links.Count == 0 ? null : LinksOf(node, linkable));
        if (span == null)
        {
            return;
        }

        if (node.IsLinked)
        {
            linkable[node] = span.Context;
        }

        foreach (SpanEvent e in node.Events)
        {
            span.AddEvent(new ActivityEvent(e.Name, TimeOf(e.AtNs), e.Tags.Count == 0 ? null : [.. e.Tags]));
        }

        foreach (SpanNode child in node.Children)
        {
            MakeFitted(child, span.Context, linkable, made);
        }

        if (node.Stop is { } stop)
        {
            made(stop, span);
        }

        End(span, node.ToNs);
    }

    private static List<ActivityLink> LinksOf(SpanNode node, Dictionary<SpanNode, ActivityContext> linkable)
    {
        var links = new List<ActivityLink>(node.Links.Count);
        foreach (SpanNode linked in node.Links)
        {
            if (linkable.TryGetValue(linked, out ActivityContext context))
            {
                links.Add(new ActivityLink(context));
            }
        }

        return links;
    }

    private DateTimeOffset TimeOf(long ns) => new(anchorUtc.AddTicks((ns - anchorNs) / TickNs));
}
