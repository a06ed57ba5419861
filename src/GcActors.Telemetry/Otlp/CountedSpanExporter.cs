using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;

namespace GcActors.Telemetry.Otlp;

/// <summary>The official exporter; counts what arrives and keeps the reason of the first failure.</summary>
internal sealed class CountedSpanExporter(OtlpExporterOptions options, Tally tally) : OtlpTraceExporter(options)
{
    private readonly ExporterComplaints complaints = new(tally);

    public override ExportResult Export(in Batch<Activity> batch)
    {
        // Counted first: taking spans out of the queue's batch uses it up.
        long count = batch.Count;
        if (tally.HasGivenUp || base.Export(in batch) != ExportResult.Success)
        {
            return ExportResult.Failure;
        }

        tally.DeliverSpans(count);
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        complaints.Dispose();
        base.Dispose(disposing);
    }
}
