using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;

namespace GcActors.Tests.Telemetry.Timeline;

/// <summary>An OTLP line of activities, as the Collector's file exporter would write it; by itself, so that it can judge the reader.</summary>
internal static class OtlpText
{
    public static string Of(IEnumerable<Activity> activities) => new JsonObject
    {
        ["resourceSpans"] = new JsonArray(new JsonObject
        {
            ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray([.. activities.Select(Of)]) }),
        }),
    }.ToJsonString();

    private static JsonObject Of(Activity activity)
    {
        JsonObject span = new()
        {
            ["traceId"] = activity.TraceId.ToHexString(),
            ["spanId"] = activity.SpanId.ToHexString(),
            ["name"] = activity.DisplayName,
            ["kind"] = 1,
            ["startTimeUnixNano"] = Nano(activity.StartTimeUtc),
            ["endTimeUnixNano"] = Nano(activity.StartTimeUtc + activity.Duration),
            ["attributes"] = AttributesOf(activity.TagObjects),
            ["events"] = new JsonArray([.. activity.Events.Select(e => new JsonObject
            {
                ["name"] = e.Name, ["timeUnixNano"] = Nano(e.Timestamp.UtcDateTime), ["attributes"] = AttributesOf(e.Tags),
            })]),
            ["links"] = new JsonArray([.. activity.Links.Select(l => new JsonObject
            {
                ["traceId"] = l.Context.TraceId.ToHexString(), ["spanId"] = l.Context.SpanId.ToHexString(), ["attributes"] = AttributesOf(l.Tags ?? []),
            })]),
            ["status"] = new JsonObject { ["code"] = (int)activity.Status, ["message"] = activity.StatusDescription ?? "" },
        };
        if (activity.ParentSpanId != default)
        {
            span["parentSpanId"] = activity.ParentSpanId.ToHexString();
        }

        return span;
    }

    private static JsonArray AttributesOf(IEnumerable<KeyValuePair<string, object?>> tags) =>
        new([.. tags.Where(t => t.Value != null).Select(t => new JsonObject { ["key"] = t.Key, ["value"] = ValueOf(t.Value!) })]);

    private static JsonObject ValueOf(object value) => value switch
    {
        string text => new JsonObject { ["stringValue"] = text },
        bool flag => new JsonObject { ["boolValue"] = flag },
        double number => new JsonObject { ["doubleValue"] = number },
        string[] items => new JsonObject { ["arrayValue"] = new JsonObject { ["values"] = new JsonArray([.. items.Select(ValueOf)]) } },
        _ => new JsonObject { ["intValue"] = Convert.ToInt64(value, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture) },
    };

    private static string Nano(DateTime utc) => ((utc.Ticks - DateTime.UnixEpoch.Ticks) * 100).ToString(CultureInfo.InvariantCulture);
}
