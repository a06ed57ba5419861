using System.Text.Json;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Json;

/// <summary>One point of a metric.</summary>
internal static class PointJson
{
    public static void Write(Utf8JsonWriter json, MetricType type, in MetricPoint point)
    {
        json.WriteStartObject();
        WriteAttributes(json, in point);
        json.WriteTime("startTimeUnixNano", point.StartTime);
        json.WriteTime("timeUnixNano", point.EndTime);
        switch (type)
        {
            case MetricType.Histogram:
                WriteSummary(json, in point);
                WriteBuckets(json, point.GetHistogramBuckets());
                break;
            case MetricType.ExponentialHistogram:
                WriteSummary(json, in point);
                WriteBuckets(json, point.GetExponentialHistogramData());
                break;
            default:
                WriteNumber(json, type, in point);
                break;
        }

        ExemplarJson.WriteList(json, type, in point);
        json.WriteEndObject();
    }

    private static void WriteAttributes(Utf8JsonWriter json, in MetricPoint point)
    {
        if (point.Tags.Count == 0)
        {
            return;
        }

        json.WriteStartArray("attributes");
        foreach (KeyValuePair<string, object?> tag in point.Tags)
        {
            AttributeJson.Write(json, tag.Key, tag.Value);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, MetricType type, in MetricPoint point)
    {
        if (type.IsDouble())
        {
            json.WriteDouble("asDouble", type.IsSum() ? point.GetSumDouble() : point.GetGaugeLastValueDouble());
        }
        else
        {
            json.WriteInt64("asInt", type.IsSum() ? point.GetSumLong() : point.GetGaugeLastValueLong());
        }
    }

    private static void WriteSummary(Utf8JsonWriter json, in MetricPoint point)
    {
        json.WriteInt64("count", point.GetHistogramCount());
        json.WriteDouble("sum", point.GetHistogramSum());
        if (point.TryGetHistogramMinMaxValues(out double min, out double max))
        {
            json.WriteDouble("min", min);
            json.WriteDouble("max", max);
        }
    }

    private static void WriteBuckets(Utf8JsonWriter json, HistogramBuckets buckets)
    {
        json.WriteStartArray("bucketCounts");
        foreach (HistogramBucket bucket in buckets)
        {
            json.WriteInt64Value(bucket.BucketCount);
        }

        json.WriteEndArray();
        json.WriteStartArray("explicitBounds");
        foreach (HistogramBucket bucket in buckets)
        {
            // The last bucket has no upper bound, which the SDK says by infinity and OTLP by leaving it out.
            if (!double.IsPositiveInfinity(bucket.ExplicitBound))
            {
                json.WriteDoubleValue(bucket.ExplicitBound);
            }
        }

        json.WriteEndArray();
    }

    private static void WriteBuckets(Utf8JsonWriter json, ExponentialHistogramData data)
    {
        json.WriteNumber("scale", data.Scale);
        json.WriteInt64("zeroCount", data.ZeroCount);
        json.WriteStartObject("positive");
        json.WriteNumber("offset", data.PositiveBuckets.Offset);
        json.WriteStartArray("bucketCounts");
        foreach (long count in data.PositiveBuckets)
        {
            json.WriteInt64Value(count);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
