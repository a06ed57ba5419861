using System.Globalization;
using System.Text.Json;

namespace GcActors.Telemetry.Json;

/// <summary>Attributes as a list of keys and values, each value under the name of its type; what is no type of OTLP becomes text.</summary>
internal static class AttributeJson
{
    /// <summary>Writes one attribute as an element of a list.</summary>
    public static void Write(Utf8JsonWriter json, string key, object? value)
    {
        json.WriteStartObject();
        json.WriteString("key", key);
        json.WritePropertyName("value");
        WriteValue(json, value);
        json.WriteEndObject();
    }

    /// <summary>Writes the member <paramref name="name"/>, unless there are none.</summary>
    public static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<KeyValuePair<string, T>>? attributes)
    {
        bool isOpen = false;
        foreach ((string key, T value) in attributes ?? [])
        {
            if (!isOpen)
            {
                json.WriteStartArray(name);
                isOpen = true;
            }

            Write(json, key, value);
        }

        if (isOpen)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteValue(Utf8JsonWriter json, object? value)
    {
        json.WriteStartObject();
        switch (value)
        {
            case null:
                break;
            case string text:
                json.WriteString("stringValue", text);
                break;
            case bool truth:
                json.WriteBoolean("boolValue", truth);
                break;
            case long or int or short or sbyte or byte or ushort or uint:
                json.WriteInt64("intValue", Convert.ToInt64(value, CultureInfo.InvariantCulture));
                break;
            case double or float:
                json.WriteDouble("doubleValue", Convert.ToDouble(value, CultureInfo.InvariantCulture));
                break;
            case byte[] bytes:
                json.WriteBase64String("bytesValue", bytes);
                break;
            case Array items:
                WriteArray(json, items);
                break;
            default:
                json.WriteString("stringValue", Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
        }

        json.WriteEndObject();
    }

    private static void WriteArray(Utf8JsonWriter json, Array items)
    {
        json.WriteStartObject("arrayValue");
        json.WriteStartArray("values");
        foreach (object? item in items)
        {
            WriteValue(json, item);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
