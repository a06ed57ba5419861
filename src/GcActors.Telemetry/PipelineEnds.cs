using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry;

/// <summary>One pipeline's two ends, opened and brought to their end within a bound.</summary>
internal sealed class PipelineEnds(IPipeline pipeline)
{
    /// <summary>How long a target may make no progress at the end before it is given up: the exporter's own timeout is ten seconds a request.</summary>
    public const int PatienceMs = 3_000;

    /// <summary>How long the end may take however much progress there is.</summary>
    public const int LimitMs = 60_000;

    private BaseProcessor<Activity>? spans;
    private MetricReader? metrics;

    public BaseProcessor<Activity> OpenSpans() => spans = pipeline.CreateSpanProcessor();

    public bool TakesMetrics => pipeline.TakesMetrics;

    public MetricReader OpenMetrics() => metrics = pipeline.CreateMetricReader();

    public void EndSpans()
    {
        if (spans is not null)
        {
            Flush(spans);
            // What was flushed leaves nothing to wait for; what was given up is cancelled at once.
            _ = spans.Shutdown(pipeline.Tally.HasGivenUp ? 0 : PatienceMs);
        }
    }

    public void EndMetrics()
    {
        if (metrics?.Shutdown(PatienceMs) == false && pipeline.Tally.HasLost)
        {
            GiveUp(PatienceMs);
        }
    }

    // A burst may take a receiver longer than our patience; as long as it takes something, it is waited for.
    private void Flush(BaseProcessor<Activity> processor)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            long before = pipeline.Tally.Delivered;
            if (processor.ForceFlush(PatienceMs))
            {
                return;
            }

            if (pipeline.Tally.Delivered == before)
            {
                GiveUp(PatienceMs);
                return;
            }

            if (clock.ElapsedMilliseconds > LimitMs)
            {
                GiveUp(LimitMs);
                return;
            }
        }
    }

    private void GiveUp(int afterMs) => pipeline.Tally.GiveUp($"no end within {afterMs / 1000} s");
}
