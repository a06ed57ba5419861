using System.Text.Json;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Json;

/// <summary>Exemplars: single measurements with the span that they were made in.</summary>
internal static class ExemplarJson
{
    public static void WriteList(Utf8JsonWriter json, MetricType type, in MetricPoint point)
    {
        if (!point.TryGetExemplars(out ReadOnlyExemplarCollection exemplars))
        {
            return;
        }

        bool isOpen = false;
        foreach (ref readonly Exemplar exemplar in exemplars)
        {
            if (!isOpen)
            {
                json.WriteStartArray("exemplars");
                isOpen = true;
            }

            Write(json, type.IsLong(), in exemplar);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static void Write(Utf8JsonWriter json, bool isLong, in Exemplar exemplar)
    {
        json.WriteStartObject();
        WriteFilteredAttributes(json, in exemplar);
        json.WriteTime("timeUnixNano", exemplar.Timestamp);
        if (isLong)
        {
            json.WriteInt64("asInt", exemplar.LongValue);
        }
        else
        {
            json.WriteDouble("asDouble", exemplar.DoubleValue);
        }

        if (exemplar.SpanId != default)
        {
            json.WriteString("spanId", exemplar.SpanId.ToHexString());
            json.WriteString("traceId", exemplar.TraceId.ToHexString());
        }

        json.WriteEndObject();
    }

    private static void WriteFilteredAttributes(Utf8JsonWriter json, in Exemplar exemplar)
    {
        bool isOpen = false;
        foreach (KeyValuePair<string, object?> tag in exemplar.FilteredTags)
        {
            if (!isOpen)
            {
                json.WriteStartArray("filteredAttributes");
                isOpen = true;
            }

            AttributeJson.Write(json, tag.Key, tag.Value);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }
}
