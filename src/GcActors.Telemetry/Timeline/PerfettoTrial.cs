using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>One trial's events.</summary>
/// <param name="firstThread">Of its threads, which are numbered from there.</param>
/// <param name="zeroUnixNs">Zero of the file's times.</param>
internal sealed class PerfettoTrial(Utf8JsonWriter json, TimelineTrial trial, int process, int firstThread, long zeroUnixNs)
{
    private const string Slices = "span";
    private readonly NestedTracks _tracks = NestedTracks.Of(trial);
    private readonly PerfettoEvent _event = new(json, process, zeroUnixNs);
    private readonly int[] _firstOfLane = new int[trial.LaneNames.Count];

    public int Threads => _tracks.Counts.Sum();

    public void Write()
    {
        NameTracks();
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            WriteSlice(i);
        }

        WriteInstants();
        new PerfettoFlows(_event, trial, ThreadOf).Write();
        foreach ((long unixNs, long bytes) in HeapPoints.Of(trial))
        {
            _event.Begin("C", "heap", unixNs, process);
            json.WriteStartObject("args");
            json.WriteNumber("bytes", bytes);
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }

    private int ThreadOf(int span) => _firstOfLane[trial.Lanes[span]] + _tracks.Numbers[span];

    private void NameTracks()
    {
        _event.Name("process_name", process, trial.Name);
        int thread = firstThread;
        for (int lane = 0; lane < trial.LaneNames.Count; lane++)
        {
            _firstOfLane[lane] = thread;
            for (int track = 0; track < _tracks.Counts[lane]; track++, thread++)
            {
                _event.Name("thread_name", thread, track == 0 ? trial.LaneNames[lane] : $"{trial.LaneNames[lane]} ({track + 1})");
                _event.Sort(thread, thread - firstThread);
            }
        }
    }

    private void WriteSlice(int i)
    {
        TimelineSpan span = trial.Spans[i];
        _event.Begin("X", span.Name, span.StartUnixNs, ThreadOf(i), Slices);
        _event.Duration(Math.Max(0, span.EndUnixNs - span.StartUnixNs));
        json.WriteStartObject("args");
        json.WriteString("span_id", span.SpanId);
        if (span.StatusDescription.Length > 0)
        {
            json.WriteString("status", span.StatusDescription);
        }

        PerfettoEvent.WriteAttributes(json, span.Attributes);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private void WriteInstants()
    {
        for (int i = 0; i < trial.Spans.Count; i++)
        {
            foreach (TimelineEvent e in trial.Spans[i].Events)
            {
                _event.Begin("i", e.Name, e.UnixNs, ThreadOf(i), "event");
                json.WriteString("s", "t");
                json.WriteStartObject("args");
                PerfettoEvent.WriteAttributes(json, e.Attributes);
                json.WriteEndObject();
                json.WriteEndObject();
            }
        }
    }
}
