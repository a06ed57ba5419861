namespace GcActors.Experiments.Conformance;

/// <param name="Statements">Size of a generated scenario.</param>
/// <param name="Processes">Interpreters side by side.</param>
/// <param name="Shrunk">Differences that are made small; the others are only counted.</param>
/// <param name="Folder">Receives <c>fuzz.jsonl</c>, from which a later run goes on, and the differing scenarios.</param>
public sealed record FuzzOptions(int Statements, int Processes, int Shrunk, string Folder);
