using System.Diagnostics;
using System.Text.Json;

namespace GcActors.Telemetry.Json;

/// <summary>One span. What has its default is left out, as in protobuf.</summary>
internal static class SpanJson
{
    // Bits 8 and 9 of OTLP's flags: whether it is known where the parent is, and whether it is in another process.
    private const uint KnowsIsRemote = 0x100;
    private const uint IsRemote = 0x200;

    public static void Write(Utf8JsonWriter json, Activity span)
    {
        json.WriteStartObject();
        WriteContext(json, span.TraceId, span.SpanId, span.TraceStateString);
        if (span.ParentSpanId != default)
        {
            json.WriteString("parentSpanId", span.ParentSpanId.ToHexString());
        }

        json.WriteNumber("flags", Flags(span.ActivityTraceFlags, span.HasRemoteParent));
        json.WriteString("name", span.DisplayName);
        json.WriteNumber("kind", KindOf(span.Kind));
        json.WriteTime("startTimeUnixNano", span.StartTimeUtc);
        json.WriteTime("endTimeUnixNano", span.StartTimeUtc + span.Duration);
        AttributeJson.WriteList(json, "attributes", span.TagObjects);
        WriteEvents(json, span);
        WriteLinks(json, span);
        WriteStatus(json, span);
        json.WriteEndObject();
    }

    private static void WriteContext(Utf8JsonWriter json, ActivityTraceId traceId, ActivitySpanId spanId, string? traceState)
    {
        json.WriteString("traceId", traceId.ToHexString());
        json.WriteString("spanId", spanId.ToHexString());
        json.WriteIfAny("traceState", traceState);
    }

    private static void WriteEvents(Utf8JsonWriter json, Activity span)
    {
        Activity.Enumerator<ActivityEvent> events = span.EnumerateEvents();
        if (!events.MoveNext())
        {
            return;
        }

        json.WriteStartArray("events");
        do
        {
            ref readonly ActivityEvent at = ref events.Current;
            json.WriteStartObject();
            json.WriteTime("timeUnixNano", at.Timestamp);
            json.WriteString("name", at.Name);
            AttributeJson.WriteList(json, "attributes", at.Tags);
            json.WriteEndObject();
        }
        while (events.MoveNext());
        json.WriteEndArray();
    }

    private static void WriteLinks(Utf8JsonWriter json, Activity span)
    {
        Activity.Enumerator<ActivityLink> links = span.EnumerateLinks();
        if (!links.MoveNext())
        {
            return;
        }

        json.WriteStartArray("links");
        do
        {
            ref readonly ActivityLink link = ref links.Current;
            json.WriteStartObject();
            WriteContext(json, link.Context.TraceId, link.Context.SpanId, link.Context.TraceState);
            AttributeJson.WriteList(json, "attributes", link.Tags);
            json.WriteNumber("flags", Flags(link.Context.TraceFlags, link.Context.IsRemote));
            json.WriteEndObject();
        }
        while (links.MoveNext());
        json.WriteEndArray();
    }

    private static void WriteStatus(Utf8JsonWriter json, Activity span)
    {
        if (span.Status == ActivityStatusCode.Unset)
        {
            return;
        }

        json.WriteStartObject("status");
        if (span.Status == ActivityStatusCode.Error)
        {
            json.WriteIfAny("message", span.StatusDescription);
        }

        json.WriteNumber("code", (int)span.Status);
        json.WriteEndObject();
    }

    private static uint Flags(ActivityTraceFlags flags, bool isRemote) => (uint)flags | KnowsIsRemote | (isRemote ? IsRemote : 0);

    // OTLP counts as .NET does, from 1: its 0 is "unspecified".
    private static int KindOf(ActivityKind kind) => (int)kind + 1;
}
