namespace GcActors.Experiments.Hosting;

/// <summary>Limits of the control group; null: none, or the system does not say.</summary>
/// <param name="CpuCores">Quota / period.</param>
/// <param name="MemoryBytes">Hard limit.</param>
public sealed record LimitFacts(double? CpuCores, long? MemoryBytes);
