namespace GcActors.Telemetry.Timeline;

/// <summary>A span as a timeline needs it, wherever it came from.</summary>
public sealed record TimelineSpan
{
    /// <summary>32 hexadecimal digits; the spans of one trial have it in common.</summary>
    public required string TraceId { get; init; }

    /// <summary>16 hexadecimal digits.</summary>
    public required string SpanId { get; init; }

    /// <summary>16 hexadecimal digits; "": it is a root.</summary>
    public string ParentId { get; init; } = "";

    public required string Name { get; init; }

    /// <summary>ns since 1970 as the runtime's clock has it, which is virtual in a simulation.</summary>
    public required long StartUnixNs { get; init; }

    /// <summary>ns since 1970, not before <see cref="StartUnixNs"/>.</summary>
    public required long EndUnixNs { get; init; }

    public IReadOnlyList<TimelineAttribute> Attributes { get; init; } = [];

    /// <summary>In the order in which they were added.</summary>
    public IReadOnlyList<TimelineEvent> Events { get; init; } = [];

    public IReadOnlyList<TimelineLink> Links { get; init; } = [];

    public TimelineStatus Status { get; init; }

    /// <summary>Of an error; mostly "".</summary>
    public string StatusDescription { get; init; } = "";

    /// <summary>Text of an attribute; "" where the span hasn't got it.</summary>
    public string TextOf(string key) => ValueOf(key)?.ToString() ?? "";

    /// <summary>A whole number; null where the span hasn't got it as one.</summary>
    public long? NumberOf(string key) => ValueOf(key) as long?;

    private object? ValueOf(string key)
    {
        foreach (TimelineAttribute attribute in Attributes)
        {
            if (attribute.Key == key)
            {
                return attribute.Value;
            }
        }

        return null;
    }
}
