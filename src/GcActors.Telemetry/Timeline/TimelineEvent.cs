namespace GcActors.Telemetry.Timeline;

/// <summary>Something that happened at one moment of a span.</summary>
/// <param name="UnixNs">ns since 1970.</param>
public sealed record TimelineEvent(string Name, long UnixNs, IReadOnlyList<TimelineAttribute> Attributes);
