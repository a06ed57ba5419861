using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace GcActors.Telemetry.Timeline;

/// <summary>What the page embeds: JSON with tables of texts and shapes, and for each trial one block of bytes (see <c>Page/data.js</c>, which reads it).</summary>
internal sealed class PageData
{
    private const string StatusKey = "otel.status_description";

    private static readonly JsonSerializerOptions s_compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly StringTable _strings = new();
    private readonly AttributeShapes _shapes;

    private PageData() => _shapes = new AttributeShapes(_strings);

    /// <summary>JSON that can stand in a script element: there is no <c>&lt;</c> in it.</summary>
    public static string Write(IReadOnlyList<TimelineTrial> trials)
    {
        PageData data = new();
        JsonArray written = [.. trials.Select(data.TrialOf)];
        JsonObject page = new()
        {
            ["strings"] = new JsonArray([.. data._strings.Texts.Select(text => (JsonNode)text)]),
            ["shapes"] = new JsonArray([.. data._shapes.Shapes.Select(shape => new JsonArray([.. shape.Select(part => (JsonNode)part)]))]),
            ["trials"] = written,
        };
        return page.ToJsonString(s_compact).Replace("<", "\\u003c", StringComparison.Ordinal);
    }

    private JsonObject TrialOf(TimelineTrial trial)
    {
        LaneRows rows = LaneRows.Of(trial);
        ByteColumns columns = new();
        WriteSpans(columns, trial, rows);
        WriteEvents(columns, trial);
        WriteLinks(columns, trial);
        return new JsonObject
        {
            ["name"] = trial.Name,
            ["trace"] = trial.TraceId,
            ["startUnixNs"] = trial.StartUnixNs.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["lanes"] = new JsonArray([.. trial.LaneNames.Select(name => (JsonNode)name)]),
            ["heights"] = new JsonArray([.. rows.Heights.Select(height => (JsonNode)height)]),
            ["spans"] = trial.Spans.Count,
            ["events"] = trial.Spans.Sum(span => span.Events.Count),
            ["links"] = trial.Spans.Sum(span => span.Links.Count),
            ["columns"] = columns.ToBase64(),
        };
    }

    private void WriteSpans(ByteColumns columns, TimelineTrial trial, LaneRows rows)
    {
        long last = trial.StartUnixNs;
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            TimelineSpan span = trial.Spans[i];
            IReadOnlyList<TimelineAttribute> attributes = AttributesOf(span);
            columns.Bytes(Convert.FromHexString(span.SpanId));
            columns.Unsigned(_strings.NumberOf(span.Name));
            columns.Unsigned(trial.Lanes[i]);
            columns.Unsigned(rows.Rows[i]);
            columns.Signed(trial.Parents[i] < 0 ? 0 : i - trial.Parents[i]);
            columns.Unsigned(span.StartUnixNs - last);
            columns.Unsigned(Math.Max(0, span.EndUnixNs - span.StartUnixNs));
            columns.Unsigned((int)span.Status | ((int)MessageArrows.Of(trial, i) << 2));
            columns.Unsigned(_shapes.NumberOf(attributes));
            _shapes.WriteValues(columns, attributes);
            last = span.StartUnixNs;
        }
    }

    private static IReadOnlyList<TimelineAttribute> AttributesOf(TimelineSpan span) => span.StatusDescription.Length == 0
        ? span.Attributes
        : [.. span.Attributes, new TimelineAttribute(StatusKey, span.StatusDescription)];

    private void WriteEvents(ByteColumns columns, TimelineTrial trial)
    {
        int last = 0;
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            foreach (TimelineEvent e in trial.Spans[i].Events)
            {
                columns.Unsigned(i - last);
                columns.Unsigned(_strings.NumberOf(e.Name));
                columns.Signed(e.UnixNs - trial.Spans[i].StartUnixNs);
                columns.Unsigned(_shapes.NumberOf(e.Attributes));
                _shapes.WriteValues(columns, e.Attributes);
                last = i;
            }
        }
    }

    /// <summary>A link into the trial is the index of its span, one to nowhere a text.</summary>
    private void WriteLinks(ByteColumns columns, TimelineTrial trial)
    {
        Dictionary<string, int> indexes = trial.Spans.Select((span, i) => (span.SpanId, i)).ToDictionary(span => span.SpanId, span => span.i);
        int last = 0;
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            foreach (TimelineLink link in trial.Spans[i].Links)
            {
                bool isInside = indexes.TryGetValue(link.SpanId, out int target) && link.TraceId == trial.TraceId;
                columns.Unsigned(i - last);
                columns.Unsigned(isInside ? target + 1 : 0);
                columns.Unsigned(isInside ? 0 : _strings.NumberOf($"{link.TraceId}/{link.SpanId}"));
                columns.Unsigned(_shapes.NumberOf(link.Attributes));
                _shapes.WriteValues(columns, link.Attributes);
                last = i;
            }
        }
    }
}
