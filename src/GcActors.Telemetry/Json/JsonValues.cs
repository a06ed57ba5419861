using System.Globalization;
using System.Text.Json;

namespace GcActors.Telemetry.Json;

/// <summary>How OTLP/JSON writes single values: 64-bit integers as text, since JSON's numbers are doubles elsewhere; times as nanoseconds since 1970.</summary>
internal static class JsonValues
{
    private const long NsPerTick = 100;

    public static void WriteInt64(this Utf8JsonWriter json, string name, long value) => json.WriteString(name, value.ToString(CultureInfo.InvariantCulture));

    public static void WriteInt64Value(this Utf8JsonWriter json, long value) => json.WriteStringValue(value.ToString(CultureInfo.InvariantCulture));

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTimeOffset time) => json.WriteInt64(name, UnixNs(time.UtcDateTime));

    public static void WriteTime(this Utf8JsonWriter json, string name, DateTime utc) => json.WriteInt64(name, UnixNs(utc));

    /// <summary>JSON has no word for what is not finite; protobuf's mapping has these texts.</summary>
    public static void WriteDouble(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteDoubleValue(value);
    }

    public static void WriteDoubleValue(this Utf8JsonWriter json, double value)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }

    public static void WriteIfAny(this Utf8JsonWriter json, string name, string? text)
    {
        if (!string.IsNullOrEmpty(text))
        {
            json.WriteString(name, text);
        }
    }

    private static long UnixNs(DateTime utc) => (utc - DateTime.UnixEpoch).Ticks * NsPerTick;
}
