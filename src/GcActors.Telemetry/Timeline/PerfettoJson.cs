using System.Text.Encodings.Web;
using System.Text.Json;

namespace GcActors.Telemetry.Timeline;

/// <summary>
/// The Trace Event Format, which Perfetto and other viewers open: a process a trial, a thread a lane. Slices come first, because a viewer sorts by time and keeps
/// this order where times are equal: an arrow finds the slice that it belongs to.
/// </summary>
public static class PerfettoJson
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(Stream stream, IEnumerable<TimelineSpan> spans) => Write(stream, TimelineTrial.Of(spans));

    internal static void Write(Stream stream, IReadOnlyList<TimelineTrial> trials)
    {
        using Utf8JsonWriter json = new(stream, s_options);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        // Threads are numbered through all trials, because viewers take the number alone for a thread's identity.
        int firstThread = trials.Count + 1;
        for (int i = 0; i < trials.Count; i++)
        {
            PerfettoTrial trial = new(json, trials[i], process: i + 1, firstThread, trials[0].StartUnixNs);
            trial.Write();
            firstThread += trial.Threads;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
