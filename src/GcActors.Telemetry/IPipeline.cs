using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Metrics;

namespace GcActors.Telemetry;

/// <summary>One target's way out. The SDK asks for both ends once, and disposes of them with its providers.</summary>
internal interface IPipeline
{
    /// <summary>As the report names it.</summary>
    string Name { get; }

    Tally Tally { get; }

    BaseProcessor<Activity> CreateSpanProcessor();

    /// <summary>Whether metrics go there as well.</summary>
    bool TakesMetrics => true;

    MetricReader CreateMetricReader();
}
