namespace GcActors.Experiments.Running;

/// <summary>An experiment file that cannot be used; the message starts with <c>file:line:column</c> where there is a place to name.</summary>
public sealed class ExperimentFileException(string message) : Exception(message);
