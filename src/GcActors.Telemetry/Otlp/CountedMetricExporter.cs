using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Otlp;

/// <summary>The official exporter; counts what arrives and keeps the reason of the first failure.</summary>
internal sealed class CountedMetricExporter(OtlpExporterOptions options, Tally tally) : OtlpMetricExporter(options)
{
    private readonly ExporterComplaints complaints = new(tally);

    public override ExportResult Export(in Batch<Metric> batch)
    {
        long count = batch.Count;
        tally.OfferMetrics(count);
        if (tally.HasGivenUp || base.Export(in batch) != ExportResult.Success)
        {
            return ExportResult.Failure;
        }

        tally.DeliverMetrics(count);
        return ExportResult.Success;
    }

    protected override void Dispose(bool disposing)
    {
        complaints.Dispose();
        base.Dispose(disposing);
    }
}
