namespace GcActors.Core.Workloads.Tapes;

/// <summary>A tape cannot be replayed: the message names file and line, and says what would be right.</summary>
internal sealed class TapeFormatException(string file, int line, string message) : ArgumentException($"{file}:{line}: {message}");
