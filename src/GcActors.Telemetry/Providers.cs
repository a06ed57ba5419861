using System.Diagnostics;
using GcActors.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GcActors.Telemetry;

/// <summary>The SDK's two providers over all pipelines.</summary>
internal sealed class Providers
{
    private const string ExemplarFilterVariable = "OTEL_METRICS_EXEMPLAR_FILTER";

    private readonly IPipeline[] pipelines;
    private readonly TracerProvider tracers;
    private readonly MeterProvider meters;

    private Providers(IPipeline[] pipelines, TracerProvider tracers, MeterProvider meters)
    {
        this.pipelines = pipelines;
        this.tracers = tracers;
        this.meters = meters;
    }

    /// <summary>Sampling is the SDK's default, parent-based and always on, unless <c>OTEL_TRACES_SAMPLER</c> says otherwise.</summary>
    public static Providers Build(IPipeline[] pipelines, SessionContext context) => new(pipelines, Tracers(pipelines, context), Meters(pipelines, context));

    /// <summary>Metrics last: their exemplars lead to spans that are there by then.</summary>
    public void End(TimeSpan patience, TimeSpan limit)
    {
        Flush(patience, limit);
        tracers.Shutdown((int)patience.TotalMilliseconds);
        if (!meters.Shutdown((int)patience.TotalMilliseconds))
        {
            GiveUp(patience);
        }

        tracers.Dispose();
        meters.Dispose();
    }

    private static TracerProvider Tracers(IPipeline[] pipelines, SessionContext context)
    {
        TracerProviderBuilder builder = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceOf.Trial(context))
            .AddSource([.. Sources.Names]);
        foreach (IPipeline pipeline in pipelines)
        {
            builder.AddProcessor(_ => pipeline.CreateSpanProcessor());
        }

        return builder.Build();
    }

    private static MeterProvider Meters(IPipeline[] pipelines, SessionContext context)
    {
        MeterProviderBuilder builder = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceOf.Trial(context))
            .AddMeter([.. Sources.Names, Sources.HostMeterName]);
        if (Environment.GetEnvironmentVariable(ExemplarFilterVariable) is null)
        {
            builder.SetExemplarFilter(ExemplarFilterType.TraceBased);
        }

        foreach (InstrumentDefinition histogram in Core.Telemetry.Metrics.All.Where(m => m.Kind == InstrumentKind.Histogram))
        {
            builder.AddView(histogram.Name, new Base2ExponentialBucketHistogramConfiguration());
        }

        foreach (IPipeline pipeline in pipelines)
        {
            builder.AddReader(_ => pipeline.CreateMetricReader());
        }

        return builder.Build();
    }

    // A burst may take a receiver longer than our patience; as long as it takes something, it is waited for.
    private void Flush(TimeSpan patience, TimeSpan limit)
    {
        var clock = Stopwatch.StartNew();
        long before;
        do
        {
            before = pipelines.Sum(p => p.Tally.Delivered);
            if (tracers.ForceFlush((int)patience.TotalMilliseconds))
            {
                return;
            }
        }
        while (clock.Elapsed < limit && pipelines.Sum(p => p.Tally.Delivered) > before);

        GiveUp(patience);
    }

    private void GiveUp(TimeSpan patience)
    {
        foreach (Tally tally in pipelines.Select(p => p.Tally).Where(t => t.HasLost))
        {
            tally.GiveUp($"no answer within {patience.TotalSeconds:0} s");
        }
    }
}
