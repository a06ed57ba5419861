using System.Globalization;
using GcActors.Telemetry.Timeline;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>Spans as lines, so that two models compare by all they hold and a difference can be read.</summary>
internal static class SpanText
{
    public static string[] Of(IEnumerable<TimelineSpan> spans) => [.. spans.Select(Of).Order(StringComparer.Ordinal)];

    private static string Of(TimelineSpan span) => string.Join(' ',
        span.TraceId, span.SpanId, $"<{span.ParentId}>", span.Name, span.StartUnixNs, span.EndUnixNs, Of(span.Attributes),
        string.Concat(span.Events.Select(e => $"({e.Name} {e.UnixNs} {Of(e.Attributes)})")),
        string.Concat(span.Links.Select(l => $"[{l.TraceId} {l.SpanId} {Of(l.Attributes)}]")), span.Status, span.StatusDescription);

    private static string Of(IEnumerable<TimelineAttribute> attributes) => string.Concat(attributes.Select(a =>
        $"{{{a.Key}={a.Value.GetType().Name}:{Convert.ToString(a.Value, CultureInfo.InvariantCulture)}}}"));
}
