using System.Diagnostics;
using OpenTelemetry;

namespace GcActors.Telemetry.Otlp;

/// <summary>
/// The SDK's queue, with what enters it counted: what does not come out delivered is lost, whether the queue was full or the receiver refused.
/// </summary>
internal sealed class CountedSpanQueue(
    BaseExporter<Activity> exporter, Tally tally, int queueSize, int delayMs, int timeoutMs, int batchSize)
    : BatchActivityExportProcessor(exporter, queueSize, delayMs, timeoutMs, batchSize)
{
    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            tally.SpanEnded();
        }

        base.OnEnd(data);
    }
}
