using System.Diagnostics;
using GcActors.Core.Telemetry;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>A phase of an iteration: an activity that is open until all that lies in it is known.</summary>
/// <param name="span">Its activity.</param>
internal sealed class TracedPhase(Activity span)
{
    public Activity Span => span;

    /// <summary>End; 0: it is not over.</summary>
    public long ToNs { get; set; }

    /// <summary>Stops and waits that are left out.</summary>
    public long Untraced { get; set; }

    /// <summary>What lies in it.</summary>
    public List<SpanNode> Nodes { get; } = [];

    public bool Holds(ActivityContext context) => context.SpanId == span.SpanId;

    /// <summary>Makes the spans in it, and ends it: not before the last of them, since a stop that was asked for in one phase may end in the next.</summary>
    /// <returns>Its end.</returns>
    public long End(SpanMaker maker, Action<StopRecord, Activity> made)
    {
        foreach (SpanNode node in Nodes.OrderBy(node => node.FromNs))
        {
            maker.Make(node, span.Context, made);
            ToNs = Math.Max(ToNs, node.ToNs);
        }

        span.SetTag(Attributes.Untraced.Name, Untraced);
        maker.End(span, ToNs);
        return ToNs;
    }
}
