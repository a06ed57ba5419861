namespace GcActors.Telemetry.Sending;

/// <summary>A receiver did not take a line.</summary>
public sealed class SendException : Exception
{
    public SendException(OtlpLine line, string problem)
        : base($"{line.File}:{line.Number}: {problem}")
    {
    }
}
