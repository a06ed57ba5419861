namespace GcActors.Core.Workloads.LifeTraces;

/// <summary>A life trace cannot be replayed: the message names file and line, and says what would be right.</summary>
internal sealed class LifeTraceException(string file, int line, string message) : ArgumentException($"{file}:{line}: {message}");
