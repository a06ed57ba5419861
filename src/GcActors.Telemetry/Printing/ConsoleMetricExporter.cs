using GcActors.Telemetry.Json;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Printing;

/// <summary>Prints metrics, a line for each point.</summary>
internal sealed class ConsoleMetricExporter(ConsolePage page, Tally tally) : BaseExporter<Metric>
{
    public override ExportResult Export(in Batch<Metric> batch)
    {
        tally.OfferMetrics(batch.Count);
        try
        {
            page.Write(ParentProvider.GetResource(), MetricsJson.ListOf(in batch));
            tally.DeliverMetrics(batch.Count);
            return ExportResult.Success;
        }
        catch (IOException e)
        {
            tally.Blame(e.Message);
            return ExportResult.Failure;
        }
    }
}
