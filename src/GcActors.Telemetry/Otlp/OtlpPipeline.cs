using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GcActors.Telemetry.Otlp;

/// <summary><c>otlp[:ENDPOINT]</c>: the official exporter, behind a queue that takes a burst of 10⁵ spans; what it does not deliver is counted.</summary>
internal sealed class OtlpPipeline(string endpoint) : IPipeline
{
    /// <summary>Spans that may wait. A span is about a kilobyte.</summary>
    public const int QueueSize = 1 << 18;

    /// <summary>Spans in a request: about half a megabyte; receivers take 4 MB and more.</summary>
    public const int BatchSize = 2048;

    private const string TemporalityVariable = "OTEL_EXPORTER_OTLP_METRICS_TEMPORALITY_PREFERENCE";

    public string Name { get; } = $"otlp {OtlpSettings.Of(endpoint, OtlpSettings.Traces).Endpoint.GetLeftPart(UriPartial.Authority)}";

    public Tally Tally { get; } = new();

    public BaseProcessor<Activity> CreateSpanProcessor()
    {
        BatchExportActivityProcessorOptions options = new();
        int queueSize = IsSet("OTEL_BSP_MAX_QUEUE_SIZE") ? options.MaxQueueSize : QueueSize;
        int batchSize = IsSet("OTEL_BSP_MAX_EXPORT_BATCH_SIZE") ? options.MaxExportBatchSize : BatchSize;
        return new CountedSpanQueue(
            new CountedSpanExporter(OtlpSettings.Of(endpoint, OtlpSettings.Traces), Tally),
            Tally,
            queueSize,
            options.ScheduledDelayMilliseconds,
            options.ExporterTimeoutMilliseconds,
            Math.Min(batchSize, queueSize));
    }

    public MetricReader CreateMetricReader()
    {
        OtlpExporterOptions settings = OtlpSettings.Of(endpoint, OtlpSettings.Metrics);
        PeriodicExportingMetricReaderOptions options = new();
        return new PeriodicExportingMetricReader(
            new CountedMetricExporter(settings, Tally),
            options.ExportIntervalMilliseconds ?? Periods.MetricsMs,
            options.ExportTimeoutMilliseconds ?? Periods.MetricsTimeoutMs)
        {
            TemporalityPreference = string.Equals(Environment.GetEnvironmentVariable(TemporalityVariable), "delta", StringComparison.OrdinalIgnoreCase)
                ? MetricReaderTemporalityPreference.Delta
                : MetricReaderTemporalityPreference.Cumulative,
        };
    }

    private static bool IsSet(string variable) => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(variable));
}
