using GcActors.Telemetry.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Files;

/// <summary>A line for each collection of metrics.</summary>
internal sealed class FileMetricExporter(JsonLinesFile file, Tally tally) : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        tally.OfferMetrics(batch.Count);
        try
        {
            Batch<Metric> metrics = batch;
            Resource resource = ParentProvider.GetResource();
            file.Append(json => MetricsJson.Write(json, resource, metrics));
            tally.DeliverMetrics(batch.Count);
            return ExportResult.Success;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            tally.Blame(e.Message);
            return ExportResult.Failure;
        }
    }

    protected override void Dispose(bool disposing)
    {
        file.Dispose();
        base.Dispose(disposing);
    }
}
