using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace GcActors.Core.Telemetry;

/// <summary>
/// What OpenTelemetry calls instrumentation scopes: one <see cref="ActivitySource"/> and one <see cref="Meter"/> a library, named as the library. Without a
/// listener nothing is recorded, and nothing else decides it.
/// </summary>
public static class Sources
{
    public const string CoreName = "GcActors.Core";

    public const string RuntimeName = "GcActors.Runtime";

    /// <summary>.NET's own: what the host's collector, thread pool and locks did meanwhile.</summary>
    public const string HostMeterName = "System.Runtime";

    private static readonly string? s_version = typeof(Sources).Assembly.GetName().Version?.ToString();

    /// <summary>The names of all of them, for whoever listens.</summary>
    public static IReadOnlyList<string> Names { get; } = [CoreName, RuntimeName];

    public static ActivitySource Core { get; } = new(CoreName, s_version);

    public static Meter CoreMeter { get; } = new(CoreName, s_version);

    public static Meter RuntimeMeter { get; } = new(RuntimeName, s_version);
}
