namespace GcActors.Telemetry.Timeline;

/// <summary>Arrows for messages and links. Each end binds to the slice that is open at its time, so an end at a slice's end is put 1 ns before it.</summary>
internal sealed class PerfettoFlows(PerfettoEvent written, TimelineTrial trial, Func<int, int> threadOf)
{
    private readonly Dictionary<string, int> _indexes = trial.Spans.Select((span, i) => (span.SpanId, i)).ToDictionary(span => span.SpanId, span => span.i);
    private long _last;

    public void Write()
    {
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            WriteMessages(i);
            foreach (TimelineLink link in trial.Spans[i].Links)
            {
                if (link.TraceId == trial.TraceId && _indexes.TryGetValue(link.SpanId, out int source))
                {
                    Arrow("link", source, trial.Spans[source].EndUnixNs, i, trial.Spans[i].StartUnixNs);
                }
            }
        }
    }

    private void WriteMessages(int i)
    {
        TimelineSpan span = trial.Spans[i];
        Messages messages = MessageArrows.Of(trial, i);
        if (messages.HasFlag(Messages.Told))
        {
            Arrow("tell", trial.Parents[i], span.StartUnixNs, i, span.StartUnixNs);
        }

        if (messages.HasFlag(Messages.Asked))
        {
            Arrow("ask", i, span.StartUnixNs, trial.Parents[i], span.StartUnixNs);
        }

        if (messages.HasFlag(Messages.Answered))
        {
            Arrow("answer", i, span.EndUnixNs, trial.Parents[i], span.EndUnixNs);
        }
    }

    private void Arrow(string name, int from, long sent, int to, long received)
    {
        // Trace ids tell flows of several trials apart nowhere in the format, so the number has to.
        string id = $"0x{HashCode(trial.TraceId):x}{++_last:x8}";
        written.Begin("s", name, Within(from, sent), threadOf(from), name);
        written.Json.WriteString("id", id);
        written.Json.WriteEndObject();
        written.Begin("f", name, Within(to, received), threadOf(to), name);
        written.Json.WriteString("id", id);
        written.Json.WriteString("bp", "e");
        written.Json.WriteEndObject();
    }

    private static uint HashCode(string traceId) => Convert.ToUInt32(traceId[..8], 16);

    private long Within(int span, long unixNs)
    {
        TimelineSpan slice = trial.Spans[span];
        return Math.Clamp(unixNs, slice.StartUnixNs, Math.Max(slice.StartUnixNs, slice.EndUnixNs - 1));
    }
}
