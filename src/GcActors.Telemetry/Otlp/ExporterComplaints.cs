using System.Diagnostics.Tracing;

namespace GcActors.Telemetry.Otlp;

/// <summary>
/// Hears why the official exporter failed: it answers its caller with yes or no only, and says the reason as an event. Events are of the whole process; with two
/// receivers in trouble at once each may be given the other's reason, never the other's numbers.
/// </summary>
internal sealed class ExporterComplaints(Tally tally) : EventListener
{
    private const string SourceName = "OpenTelemetry-Exporter-OpenTelemetryProtocol";

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == SourceName)
        {
            EnableEvents(eventSource, EventLevel.Warning);
        }
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData) => tally.Blame(Reason(eventData));

    // The last argument is the exception or the status as text, stack and all; its first line has the reason, behind the type's name.
    private static string Reason(EventWrittenEventArgs complaint)
    {
        string text = complaint.Payload is [.., { } last] ? $"{last}" : complaint.EventName ?? "";
        string line = text.Split('\n', 2)[0].Trim();
        int colon = line.IndexOf("Exception: ", StringComparison.Ordinal);
        return colon < 0 ? line : line[(colon + "Exception: ".Length)..];
    }
}
