using System.Diagnostics;
using GcActors.Telemetry.Json;
using OpenTelemetry;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Files;

/// <summary>A line for each batch of spans.</summary>
internal sealed class FileSpanExporter(JsonLinesFile file, Tally tally) : BaseExporter<Activity>
{
    public override ExportResult Export(in Batch<Activity> batch)
    {
        try
        {
            Batch<Activity> spans = batch;
            Resource resource = ParentProvider.GetResource();
            file.Append(json => TracesJson.Write(json, resource, spans));
            tally.DeliverSpans(batch.Count);
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
