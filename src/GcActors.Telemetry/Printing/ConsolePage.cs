using System.Diagnostics;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace GcActors.Telemetry.Printing;

/// <summary>What a session prints: the resource once, spans, the longest pauses, metrics.</summary>
internal sealed class ConsolePage(TextWriter writer, Ink ink)
{
    private SpanTree tree = SpanTree.Empty;
    private bool hasResource;

    public void Write(Resource resource, IReadOnlyList<Activity> spans)
    {
        tree = SpanTree.Of(spans);
        WriteResource(resource);
        TreeText.Write(writer, tree, ink);
        PauseText.Write(writer, tree, ink);
        writer.Flush();
    }

    public void Write(Resource resource, IReadOnlyList<Metric> metrics)
    {
        WriteResource(resource);
        MetricText.Write(writer, metrics, tree, ink);
        writer.Flush();
    }

    private void WriteResource(Resource resource)
    {
        if (!hasResource)
        {
            hasResource = true;
            writer.WriteLine(ink.Dim(ResourceText.Of(resource)));
        }
    }
}
