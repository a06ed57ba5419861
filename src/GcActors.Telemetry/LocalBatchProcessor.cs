using System.Diagnostics;
using OpenTelemetry;

namespace GcActors.Telemetry;

/// <summary>
/// Collects spans and exports each full batch on the thread that ended the last of it. Spans are ended in bursts outside of what is measured, so a
/// file that is slow may well hold the burst up; a queue that is full would lose part of it.
/// </summary>
internal sealed class LocalBatchProcessor(BaseExporter<Activity> exporter, Tally tally, int batchSize = LocalBatchProcessor.DefaultBatchSize)
    : BaseExportProcessor<Activity>(exporter)
{
    public const int DefaultBatchSize = 512;

    private readonly Lock gate = new();
    private readonly Activity[] batch = new Activity[batchSize];
    private int count;

    public override void OnEnd(Activity data)
    {
        if (data.Recorded)
        {
            OnExport(data);
        }
    }

    protected override void OnExport(Activity data)
    {
        tally.SpanEnded();
        lock (gate)
        {
            batch[count++] = data;
            if (count == batch.Length)
            {
                Export();
            }
        }
    }

    protected override bool OnForceFlush(int timeoutMilliseconds)
    {
        lock (gate)
        {
            Export();
        }

        return exporter.ForceFlush(timeoutMilliseconds);
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        lock (gate)
        {
            Export();
        }

        return exporter.Shutdown(timeoutMilliseconds);
    }

    private void Export()
    {
        if (count > 0)
        {
            int exported = count;
            count = 0;
            try
            {
                using Batch<Activity> full = new(batch, exported);
                _ = exporter.Export(in full);
            }
            catch (Exception e)
            {
                // This is a thread of the trial, which must not end because somebody looked on.
                tally.Blame(e.Message);
            }

            Array.Clear(batch, 0, exported);
        }
    }
}
