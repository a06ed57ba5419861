using GcActors.Core.Objects;
using GcActors.Core.Protocol.Tracing;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>What the trial actor is joined to.</summary>
internal sealed class TrialSetup
{
    public required TrialSettings Settings { get; init; }

    public required Heap Heap { get; init; }

    /// <summary>Formats the check value from the sums of all mutators' parts.</summary>
    public required Func<ulong[], string> FormatCheck { get; init; }

    /// <summary>Whether every iteration must come to the same check value.</summary>
    public required bool CheckRepeats { get; init; }

    /// <summary>The workload's own quantities from what each mutator measured, in index order.</summary>
    public required Func<IReadOnlyList<ulong[]>, IReadOnlyDictionary<string, double>> Quantities { get; init; }

    /// <summary>The lock's counters, where there is one.</summary>
    public required Func<GilReport>? ReadGil { get; init; }

    /// <summary>Bytes of count logs that wait to be applied; null: the strategy keeps none.</summary>
    public required Func<long>? ReadLogBytes { get; init; }

    /// <summary>CPU time of the refcount actors; null: there are none, or time is virtual.</summary>
    public required RefCountClock? RefCountClock { get; init; }

    public required bool IsVirtualTime { get; init; }

    /// <summary>Whether each mutator has a thread of its own, so that its scheduling can be told apart.</summary>
    public required bool HasOwnThreads { get; init; }

    /// <summary>Whether a collection may free: false for a census.</summary>
    public required bool Frees { get; init; }

    /// <summary>The mutators' last operations; null: they are not noted.</summary>
    public required OperationBook? Operations { get; init; }

    public required TrialTracer Tracer { get; init; }

    public required TrialMetrics Metrics { get; init; }

    public required ITrialObserver? Observer { get; init; }

    public required CancellationToken Cancellation { get; init; }

    public required TaskCompletionSource<TrialReport> Completion { get; init; }
}
