using GcActors.Core.Collection;
using GcActors.Core.Host;
using GcActors.Core.Protocol.Tracing;

namespace GcActors.Core.Protocol;

/// <summary>Everything the trial actor can be told.</summary>
internal abstract record TrialMessage
{
    public sealed record Begin : TrialMessage;

    /// <summary>A timer of run number <paramref name="Run"/>: time for a stop that only measures stopping.</summary>
    public sealed record StopDue(int Run) : TrialMessage;

    /// <summary>It is time to look how much waits to be applied.</summary>
    /// <param name="Run">Iteration that it belongs to.</param>
    public sealed record SampleDue(int Run) : TrialMessage;

    /// <summary>The user wants to stop.</summary>
    public sealed record Cancelled : TrialMessage;

    /// <param name="Mutator">0-based.</param>
    /// <param name="Waits">What it noted for traces, here and below.</param>
    public sealed record SetUpDone(int Mutator, WaitLog? Waits) : TrialMessage;

    public sealed record RunDone(int Mutator, MutatorRun Run, WaitLog? Waits) : TrialMessage;

    /// <summary>Before its <see cref="RunDone"/>.</summary>
    /// <param name="Mutator">Who.</param>
    /// <param name="Steps">Steps completed before.</param>
    /// <param name="Lost">References that its registers held.</param>
    /// <param name="Holds">The lock that it held, for which the others wait in vain; null: none. With one, no RunDone comes.</param>
    public sealed record MutatorCrashed(int Mutator, long Steps, long Lost, string? Holds) : TrialMessage;

    /// <summary>All that have not ended their run wait for the one that crashed.</summary>
    public sealed record Starved(IReadOnlyCollection<int> Mutators) : TrialMessage;

    /// <param name="Mutator">Who.</param>
    /// <param name="Part">Its part of the check value.</param>
    /// <param name="Measured">What it measured, if the workload measures anything.</param>
    public sealed record CheckDone(int Mutator, ulong[] Part, ulong[] Measured) : TrialMessage;

    public sealed record TornDown(int Mutator, WaitLog? Waits) : TrialMessage;

    /// <summary>A stop is over; sent for every one. Without a collection in it there are no statistics and the generation is −1.</summary>
    /// <param name="Report">Of the stop.</param>
    /// <param name="Stats">Of the collection.</param>
    /// <param name="QueuedDeaths">Of what lay in queues of counting.</param>
    /// <param name="Record">For traces.</param>
    public sealed record Collected(CollectionReport Report, CollectionStats? Stats, StoppedDeaths QueuedDeaths, StopRecord? Record) : TrialMessage;

    /// <summary>All count logs have been applied, in a stop.</summary>
    /// <param name="Done">What it came to since the last time.</param>
    /// <param name="Counting">Numbers of the same stretch by name; of those that end in <c>_peak</c> the largest counts, of the others the sum.</param>
    /// <param name="Epochs">For traces.</param>
    public sealed record LogsApplied(CountWorkDone Done, IReadOnlyDictionary<string, double> Counting, IReadOnlyList<EpochRecord> Epochs) : TrialMessage;

    /// <summary>The stop that the trial asked for is over.</summary>
    /// <param name="Census">What the heap holds, if asked.</param>
    public sealed record StopDone(HeapCensus? Census) : TrialMessage;

    /// <summary>The verifier found something, or found nothing.</summary>
    public sealed record Verified(IReadOnlyList<string> Violations) : TrialMessage;

    /// <summary>The heap limit is reached, and an emergency collection did not help.</summary>
    public sealed record OutOfMemory(string Message) : TrialMessage;
}

/// <summary>What one mutator reports of one run; counters are totals since its set-up began.</summary>
internal sealed record MutatorRun
{
    public required long StartNs { get; init; }

    public required long EndNs { get; init; }

    public required long Steps { get; init; }

    public required OperationTotals Operations { get; init; }

    public required ThreadUsage Usage { get; init; }

    /// <summary>CPU time of the one thread on which all mutators take turns, when this one began and when it was through; null: they have threads of their own.</summary>
    public required (long FromNs, long ToNs)? SharedThreadCpu { get; init; }

    public required long QuantaAllocatedBytes { get; init; }

    public required long GilWaits { get; init; }

    public required long GilWaitNs { get; init; }

    /// <summary>What only the strategy counts, by name.</summary>
    public required IReadOnlyDictionary<string, double> Counting { get; init; }
}
