namespace GcActors.Experiments.Hosting;

/// <param name="Level">1, 2, 3.</param>
/// <param name="Type"><c>Data</c>, <c>Instruction</c> or <c>Unified</c>.</param>
/// <param name="SizeBytes">Of one cache of that level, as core 0 sees it.</param>
/// <param name="SharedBy">Cores that share it, as the kernel lists them: <c>0-1</c>.</param>
public sealed record CacheFacts(int Level, string Type, long SizeBytes, string? SharedBy);
