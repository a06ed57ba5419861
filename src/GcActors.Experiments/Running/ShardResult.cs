namespace GcActors.Experiments.Running;

/// <summary>How a shard ended.</summary>
/// <param name="Shard">Which.</param>
/// <param name="Done">Rows of its log.</param>
/// <param name="Failed">Of these, invocations that crashed, timed out or failed a check.</param>
/// <param name="IsInterrupted">Something of it is left.</param>
/// <param name="Folder">The results folder.</param>
public sealed record ShardResult(Shard Shard, int Done, int Failed, bool IsInterrupted, string Folder);
