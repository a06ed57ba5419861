using System.Diagnostics;
using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Json;

/// <summary>A batch of spans as one TracesData: resource, then scopes in the order of their first span.</summary>
internal static class TracesJson
{
    public static void Write(Utf8JsonWriter json, Resource resource, in Batch<Activity> batch)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceSpans");
        json.WriteStartObject();
        ScopeJson.WriteResource(json, resource);
        json.WriteStartArray("scopeSpans");
        foreach ((ActivitySource source, List<Activity> spans) in ByScope(batch))
        {
            WriteScope(json, source, spans);
        }

        json.WriteEndArray();
        json.WriteIfAny("schemaUrl", resource.SchemaUrl);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static List<(ActivitySource Source, List<Activity> Spans)> ByScope(in Batch<Activity> batch)
    {
        List<(ActivitySource Source, List<Activity> Spans)> scopes = [];
        foreach (Activity span in batch)
        {
            int at = scopes.FindIndex(s => s.Source.Name == span.Source.Name);
            if (at < 0)
            {
                scopes.Add((span.Source, []));
                at = scopes.Count - 1;
            }

            scopes[at].Spans.Add(span);
        }

        return scopes;
    }

    private static void WriteScope(Utf8JsonWriter json, ActivitySource source, List<Activity> spans)
    {
        json.WriteStartObject();
        ScopeJson.WriteScope(json, source.Name, source.Version, source.Tags);
        json.WriteStartArray("spans");
        foreach (Activity span in spans)
        {
            SpanJson.Write(json, span);
        }

        json.WriteEndArray();
        json.WriteIfAny("schemaUrl", source.TelemetrySchemaUrl);
        json.WriteEndObject();
    }
}
