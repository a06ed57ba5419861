namespace GcActors.Core.Python;

/// <summary>The program did what CPython would answer with an exception, or reached a limit of the model.</summary>
public sealed class PythonException(string message) : Exception(message);
