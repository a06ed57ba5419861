using System.Text.Json;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Json;

/// <summary>One metric with all its points.</summary>
internal static class MetricJson
{
    // OTLP's AggregationTemporality.
    private const int Delta = 1;
    private const int Cumulative = 2;

    public static void Write(Utf8JsonWriter json, Metric metric)
    {
        json.WriteStartObject();
        json.WriteString("name", metric.Name);
        json.WriteIfAny("description", metric.Description);
        json.WriteIfAny("unit", metric.Unit);
        json.WriteStartObject(MemberOf(metric.MetricType));
        json.WriteStartArray("dataPoints");
        foreach (ref readonly MetricPoint point in metric.GetMetricPoints())
        {
            PointJson.Write(json, metric.MetricType, in point);
        }

        json.WriteEndArray();
        if (!metric.MetricType.IsGauge())
        {
            json.WriteNumber("aggregationTemporality", metric.Temporality == AggregationTemporality.Cumulative ? Cumulative : Delta);
        }

        if (metric.MetricType is MetricType.LongSum or MetricType.DoubleSum)
        {
            json.WriteBoolean("isMonotonic", true);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static string MemberOf(MetricType type) => type switch
    {
        MetricType.ExponentialHistogram => "exponentialHistogram",
        MetricType.Histogram => "histogram",
        _ when type.IsGauge() => "gauge",
        _ => "sum",
    };
}
