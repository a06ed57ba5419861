namespace GcActors.Experiments.Hosting;

/// <param name="Warning">What may disturb a measurement, one line.</param>
/// <param name="Command">What one could run, or null. Never run by us.</param>
public sealed record Advice(string Warning, string? Command);
