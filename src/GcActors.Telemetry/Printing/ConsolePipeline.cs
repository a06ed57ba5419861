using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry.Printing;

/// <summary><c>console</c>: everything is kept until the end and printed then, so that nothing runs into the progress or the results of a trial.</summary>
internal sealed class ConsolePipeline : IPipeline
{
    private readonly ConsolePage page;

    public ConsolePipeline(SessionContext context) => page = new ConsolePage(context.Console, new Ink(context.HasColor));

    public string Name => "console";

    public Tally Tally { get; } = new();

    public BaseProcessor<Activity> CreateSpanProcessor() => new LocalBatchProcessor(new ConsoleSpanExporter(page, Tally), Tally);

    /// <summary>Reads metrics when it is shut down, and never before.</summary>
    public MetricReader CreateMetricReader() => new BaseExportingMetricReader(new ConsoleMetricExporter(page, Tally));
}
