using GcActors.Core.Telemetry;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace GcActors.Telemetry;

/// <summary>The SDK's two providers over all pipelines. Each pipeline is brought to its end by itself, so that one in trouble takes no time from the others.</summary>
internal sealed class Providers
{
    private const string ExemplarFilterVariable = "OTEL_METRICS_EXEMPLAR_FILTER";

    private readonly List<PipelineEnds> ends;
    private readonly TracerProvider tracers;
    private readonly MeterProvider meters;

    /// <summary>Sampling is the SDK's default, parent-based and always on, unless <c>OTEL_TRACES_SAMPLER</c> says otherwise.</summary>
    public Providers(IEnumerable<IPipeline> pipelines, SessionContext context)
    {
        ends = [.. pipelines.Select(p => new PipelineEnds(p))];
        tracers = Tracers(context);
        meters = Meters(context);
    }

    /// <summary>Spans of all targets, then metrics: a metric's exemplars lead to spans that are there by then.</summary>
    public void End()
    {
        ends.ForEach(e => e.EndSpans());
        ends.ForEach(e => e.EndMetrics());
        tracers.Dispose();
        meters.Dispose();
    }

    // Both ends are made by the SDK's asking, which it does not when OTEL_SDK_DISABLED says so.
    private TracerProvider Tracers(SessionContext context)
    {
        TracerProviderBuilder builder = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceOf.Trial(context))
            .AddSource([.. Sources.Names]);
        foreach (PipelineEnds end in ends)
        {
            builder.AddProcessor(_ => end.OpenSpans());
        }

        return builder.Build();
    }

    private MeterProvider Meters(SessionContext context)
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

        foreach (PipelineEnds end in ends.Where(e => e.TakesMetrics))
        {
            builder.AddReader(_ => end.OpenMetrics());
        }

        return builder.Build();
    }
}
