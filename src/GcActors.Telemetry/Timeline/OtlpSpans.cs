using System.Globalization;
using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>Spans of one <c>TracesData</c> in OTLP's JSON: ids are hexadecimal, 64-bit integers are texts (or numbers), enumerations are numbers.</summary>
internal static class OtlpSpans
{
    /// <exception cref="FormatException">Not what the protocol has.</exception>
    public static IEnumerable<TimelineSpan> Of(JsonElement data) =>
        from resource in Items(data, "resourceSpans")
        from scope in Items(resource, "scopeSpans")
        from span in Items(scope, "spans")
        select SpanOf(span);

    private static TimelineSpan SpanOf(JsonElement span)
    {
        JsonElement status = span.TryGetProperty("status", out JsonElement given) ? given : default;
        return new TimelineSpan
        {
            TraceId = Id(span, "traceId", 32),
            SpanId = Id(span, "spanId", 16),
            ParentId = Text(span, "parentSpanId") is { Length: > 0 } ? Id(span, "parentSpanId", 16) : "",
            Name = Text(span, "name"),
            StartUnixNs = Whole(span, "startTimeUnixNano"),
            EndUnixNs = Whole(span, "endTimeUnixNano"),
            Attributes = AttributesOf(span),
            Events = [.. Items(span, "events").Select(e => new TimelineEvent(Text(e, "name"), Whole(e, "timeUnixNano"), AttributesOf(e)))],
            Links = [.. Items(span, "links").Select(l => new TimelineLink(Id(l, "traceId", 32), Id(l, "spanId", 16), AttributesOf(l)))],
            Status = (TimelineStatus)(status.ValueKind == JsonValueKind.Object ? Whole(status, "code") : 0),
            StatusDescription = status.ValueKind == JsonValueKind.Object ? Text(status, "message") : "",
        };
    }

    private static List<TimelineAttribute> AttributesOf(JsonElement owner)
    {
        List<TimelineAttribute> attributes = [];
        foreach (JsonElement attribute in Items(owner, "attributes"))
        {
            if (attribute.TryGetProperty("value", out JsonElement value) && ValueOf(value) is { } known)
            {
                attributes.Add(new TimelineAttribute(Text(attribute, "key"), known));
            }
        }

        return attributes;
    }

    private static object? ValueOf(JsonElement any)
    {
        foreach (JsonProperty member in any.EnumerateObject())
        {
            return member.Name switch
            {
                "stringValue" or "bytesValue" => member.Value.GetString(),
                "intValue" => WholeOf(member.Value),
                "doubleValue" => DoubleOf(member.Value),
                "boolValue" => member.Value.GetBoolean(),
                "arrayValue" => TimelineAttribute.ListOf(Items(member.Value, "values").Select(ValueOf)),
                _ => member.Value.GetRawText(),
            };
        }

        return null;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement owner, string name) =>
        owner.TryGetProperty(name, out JsonElement items) && items.ValueKind == JsonValueKind.Array ? items.EnumerateArray() : default;

    private static string Text(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement text) ? text.GetString() ?? "" : "";

    private static string Id(JsonElement owner, string name, int digits)
    {
        string id = Text(owner, name);
        return id.Length == digits && id.All(char.IsAsciiHexDigit)
            ? id.ToLowerInvariant()
            : throw new FormatException($"{name} has to be {digits} hexadecimal digits, not '{id}'");
    }

    /// <summary>Zero where it is left out, as protobuf has it.</summary>
    private static long Whole(JsonElement owner, string name) => owner.TryGetProperty(name, out JsonElement number) ? WholeOf(number) : 0;

    private static long WholeOf(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? long.Parse(number.GetString()!, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture)
        : number.GetInt64();

    private static double DoubleOf(JsonElement number) => number.ValueKind == JsonValueKind.String
        ? double.Parse(number.GetString()!, NumberStyles.Float, CultureInfo.InvariantCulture)
        : number.GetDouble();
}
