using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Discarding;

/// <summary><c>discard</c>: spans and metrics are made, batched and read as for a file, and thrown away.</summary>
internal sealed class DiscardPipeline : IPipeline
{
    public string Name => "discard";

    public Tally Tally { get; } = new();

    public BaseProcessor<Activity> CreateSpanProcessor() => new LocalBatchProcessor(new DiscardExporter<Activity>(Tally.DeliverSpans), Tally);

    public MetricReader CreateMetricReader() => new BaseExportingMetricReader(new DiscardExporter<Metric>(_ => { }));
}
