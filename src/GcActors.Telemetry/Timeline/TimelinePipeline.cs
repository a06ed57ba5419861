using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Timeline;

/// <summary><c>timeline:FILE</c>: the page, and the JSON for Perfetto beside it, written at the end. Metrics are not drawn.</summary>
internal sealed class TimelinePipeline(string page) : IPipeline
{
    public string Name => $"timeline:{page}";

    public Tally Tally { get; } = new();

    public BaseProcessor<Activity> CreateSpanProcessor() => new LocalBatchProcessor(new TimelineExporter(page, Tally), Tally);

    public bool TakesMetrics => false;

    public MetricReader CreateMetricReader() => throw new NotSupportedException("metrics are not drawn");
}
