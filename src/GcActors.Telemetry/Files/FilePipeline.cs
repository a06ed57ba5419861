using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Files;

/// <summary>
/// <c>file:DIR</c>: OTLP JSON Lines as the OpenTelemetry Collector's file exporter writes them, one signal a file, one batch a line. Metrics come every
/// <c>OTEL_METRIC_EXPORT_INTERVAL</c> (a minute) and at the end.
/// </summary>
internal sealed class FilePipeline(string folder, Func<string, Stream>? open = null) : IPipeline
{
    public const string TracesName = "traces.jsonl";
    public const string MetricsName = "metrics.jsonl";

    private readonly string path = Path.GetFullPath(folder);

    public string Name => $"file:{folder}";

    public Tally Tally { get; } = new();

    public BaseProcessor<Activity> CreateSpanProcessor() =>
        new LocalBatchProcessor(new FileSpanExporter(new JsonLinesFile(Path.Combine(path, TracesName), open), Tally), Tally);

    public MetricReader CreateMetricReader()
    {
        PeriodicExportingMetricReaderOptions options = new();
        return new PeriodicExportingMetricReader(
            new FileMetricExporter(new JsonLinesFile(Path.Combine(path, MetricsName), open), Tally),
            options.ExportIntervalMilliseconds ?? Periods.MetricsMs,
            options.ExportTimeoutMilliseconds ?? Periods.MetricsTimeoutMs);
    }
}
