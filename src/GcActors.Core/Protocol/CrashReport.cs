using GcActors.Core.Collection;

namespace GcActors.Core.Protocol;

/// <summary>A crash that was injected, and what it left behind.</summary>
/// <param name="Mutator">Who, 0-based.</param>
/// <param name="Steps">Steps of its run that it had completed.</param>
/// <param name="LostReferences">References in its registers, which nobody dropped.</param>
public sealed record CrashReport(int Mutator, long Steps, long LostReferences)
{
    /// <summary>The lock that it held; null: none.</summary>
    public string? Holds { get; init; }

    /// <summary>What the lost references kept that only a trace finds: at the end of the run, and what traces had freed of it before.</summary>
    public Leak Leak { get; init; }

    /// <summary>The part of the leaked objects that traces freed, the one behind the crash included.</summary>
    public long FreedByTrace { get; init; }

    /// <summary>Objects whose count was below their references at the end of the run: what live objects must never come to.</summary>
    public long CountsTooLow { get; init; }

    /// <summary>Objects whose count was still wrong behind that trace; null: there was none.</summary>
    public long? CountsWrongAfterTrace { get; init; }
}
