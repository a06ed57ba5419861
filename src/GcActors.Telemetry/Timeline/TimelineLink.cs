namespace GcActors.Telemetry.Timeline;

/// <summary>Another span that led to this one without being its parent.</summary>
public sealed record TimelineLink(string TraceId, string SpanId, IReadOnlyList<TimelineAttribute> Attributes);
