namespace GcActors.Telemetry;

/// <summary>The specification's defaults, for what nobody set.</summary>
internal static class Periods
{
    public const int MetricsMs = 60_000;

    public const int MetricsTimeoutMs = 30_000;
}
