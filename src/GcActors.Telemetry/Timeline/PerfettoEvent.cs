using System.Globalization;
using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>What events of the format have in common. Times are µs; ns are their fraction.</summary>
internal sealed class PerfettoEvent(Utf8JsonWriter json, int process, long zeroUnixNs)
{
    private const decimal NsPerUs = 1000;

    public Utf8JsonWriter Json => json;

    /// <summary>The caller adds what the kind of event needs, and ends the object.</summary>
    /// <param name="kind">A letter of the format: X a slice, i an instant, s and f ends of an arrow, C a counter.</param>
    public void Begin(string kind, string name, long unixNs, int thread, string? category = null)
    {
        json.WriteStartObject();
        json.WriteString("ph", kind);
        json.WriteString("name", name);
        if (category != null)
        {
            json.WriteString("cat", category);
        }

        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteNumber("ts", (unixNs - zeroUnixNs) / NsPerUs);
    }

    public void Duration(long ns) => json.WriteNumber("dur", ns / NsPerUs);

    public void Name(string what, int thread, string name)
    {
        BeginMetadata(what, thread);
        json.WriteString("name", name);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public void Sort(int thread, int place)
    {
        BeginMetadata("thread_sort_index", thread);
        json.WriteNumber("sort_index", place);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    public static void WriteAttributes(Utf8JsonWriter json, IReadOnlyList<TimelineAttribute> attributes)
    {
        foreach (TimelineAttribute attribute in attributes)
        {
            switch (attribute.Value)
            {
                case long number:
                    json.WriteNumber(attribute.Key, number);
                    break;
                case double number when double.IsFinite(number):
                    json.WriteNumber(attribute.Key, number);
                    break;
                case bool flag:
                    json.WriteBoolean(attribute.Key, flag);
                    break;
                default:
                    json.WriteString(attribute.Key, Convert.ToString(attribute.Value, CultureInfo.InvariantCulture));
                    break;
            }
        }
    }

    private void BeginMetadata(string what, int thread)
    {
        json.WriteStartObject();
        json.WriteString("ph", "M");
        json.WriteString("name", what);
        json.WriteNumber("pid", process);
        json.WriteNumber("tid", thread);
        json.WriteStartObject("args");
    }
}
