namespace GcActors.Telemetry.Sending;

/// <summary>A line of a file in OTLP JSON Lines.</summary>
/// <param name="File">As it was named.</param>
/// <param name="Number">From 1.</param>
/// <param name="Path">Where a receiver takes it: <c>/v1/traces</c>, <c>/v1/metrics</c>, <c>/v1/logs</c>.</param>
/// <param name="Json">The line.</param>
public sealed record OtlpLine(string File, int Number, string Path, string Json);
