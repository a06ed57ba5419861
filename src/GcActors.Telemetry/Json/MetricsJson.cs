using System.Text.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Json;

/// <summary>A collection of metrics as one MetricsData: resource, then scopes in the order of their first metric.</summary>
internal static class MetricsJson
{
    public static void Write(Utf8JsonWriter json, Resource resource, in Batch<Metric> batch)
    {
        json.WriteStartObject();
        json.WriteStartArray("resourceMetrics");
        json.WriteStartObject();
        ScopeJson.WriteResource(json, resource);
        json.WriteStartArray("scopeMetrics");
        foreach (IGrouping<string, Metric> scope in ListOf(batch).GroupBy(m => m.MeterName, StringComparer.Ordinal))
        {
            WriteScope(json, scope.First(), scope);
        }

        json.WriteEndArray();
        json.WriteIfAny("schemaUrl", resource.SchemaUrl);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
    }

    public static List<Metric> ListOf(in Batch<Metric> batch)
    {
        List<Metric> metrics = [];
        foreach (Metric metric in batch)
        {
            metrics.Add(metric);
        }

        return metrics;
    }

    private static void WriteScope(Utf8JsonWriter json, Metric first, IEnumerable<Metric> metrics)
    {
        json.WriteStartObject();
        ScopeJson.WriteScope(json, first.MeterName, first.MeterVersion, first.MeterTags);
        json.WriteStartArray("metrics");
        foreach (Metric metric in metrics)
        {
            MetricJson.Write(json, metric);
        }

        json.WriteEndArray();
        json.WriteIfAny("schemaUrl", first.MeterSchemaUrl);
        json.WriteEndObject();
    }
}
