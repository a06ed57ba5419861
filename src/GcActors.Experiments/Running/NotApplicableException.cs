namespace GcActors.Experiments.Running;

/// <summary>The experiment's question has no answer on this machine: not a failure (exit code 3).</summary>
public sealed class NotApplicableException(string message) : Exception(message);
