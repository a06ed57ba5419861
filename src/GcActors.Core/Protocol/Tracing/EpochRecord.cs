using System.Diagnostics;

namespace GcActors.Core.Protocol.Tracing;

/// <summary>One epoch of a strategy with logs, as numbers; see <see cref="StopRecord"/>.</summary>
internal sealed class EpochRecord(int mutators)
{
    public required long Epoch { get; init; }

    /// <summary>The stop whose drain it is; 0: none.</summary>
    public required long StopId { get; init; }

    /// <summary>The span of the phase in which it was wanted.</summary>
    public required ActivityContext Trace { get; init; }

    public required long FromNs { get; init; }

    public long ToNs { get; set; }

    /// <summary>By mutator: when it passed the boundary, and how much it handed over.</summary>
    public HandOver[] HandOvers { get; } = new HandOver[mutators];

    public List<ApplyRecord> Applies { get; } = [];
}

internal readonly record struct HandOver(long PassedNs, long Entries);

/// <param name="Share">Which refcount actor.</param>
/// <param name="FromNs">Begin.</param>
/// <param name="ToNs">End.</param>
/// <param name="Entries">Entries of logs and snapshots that were its own.</param>
internal readonly record struct ApplyRecord(int Share, long FromNs, long ToNs, long Entries);
