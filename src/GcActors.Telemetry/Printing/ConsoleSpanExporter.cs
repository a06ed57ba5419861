using System.Diagnostics;
using OpenTelemetry;

namespace GcActors.Telemetry.Printing;

/// <summary>Keeps spans; a child ends before its parent, so a tree is known when all of it has ended.</summary>
internal sealed class ConsoleSpanExporter(ConsolePage page, Tally tally) : BaseExporter<Activity>
{
    private readonly List<Activity> spans = [];

    public override ExportResult Export(in Batch<Activity> batch)
    {
        foreach (Activity span in batch)
        {
            spans.Add(span);
        }

        return ExportResult.Success;
    }

    protected override bool OnShutdown(int timeoutMilliseconds)
    {
        try
        {
            page.Write(ParentProvider.GetResource(), spans);
            tally.DeliverSpans(spans.Count);
            return true;
        }
        catch (IOException e)
        {
            tally.Blame(e.Message);
            return false;
        }
    }
}
