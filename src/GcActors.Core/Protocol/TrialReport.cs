using GcActors.Core.Collection;
using GcActors.Core.Settings;

namespace GcActors.Core.Protocol;

/// <summary>How a trial ended. Out of memory and inconclusive are results, not failures of the tool.</summary>
public enum TrialOutcome
{
    Passed,
    Failed,
    OutOfMemory,
    Interrupted,

    /// <summary>Nobody could go on without a mutator that was made to crash.</summary>
    Crashed,
}

public static class TrialOutcomes
{
    /// <summary>As it is written in results and traces.</summary>
    public static string Word(this TrialOutcome outcome) => outcome == TrialOutcome.OutOfMemory ? "out-of-memory" : outcome.ToString().ToLowerInvariant();
}

/// <summary>What one trial measured. Counts are those of the last iteration unless said; times are in ns.</summary>
public sealed record TrialReport
{
    public required TrialOutcome Outcome { get; init; }

    /// <summary>Why the outcome is not <see cref="TrialOutcome.Passed"/>; else null.</summary>
    public string? Reason { get; init; }

    public required TrialSettings Settings { get; init; }

    /// <summary>Measured iterations in order; warm-up is left out.</summary>
    public IReadOnlyList<IterationReport> Iterations { get; init; } = [];

    public int WarmupIterations { get; init; }

    /// <summary>Gate G1: 1 − the largest run-queue wait of a mutator / window; null where it cannot be measured.</summary>
    public double? Overlap { get; init; }

    public OperationTotals Operations { get; init; } = new();

    /// <summary>Reachable objects at the end of the iteration, before its roots are dropped.</summary>
    public long LiveObjects { get; init; }

    /// <summary>Objects that are unreachable and not freed at the end of the iteration.</summary>
    public long CyclicGarbage { get; init; }

    /// <summary>Bytes of heap mapped at the end of the iteration (arenas and large objects; side tables apart).</summary>
    public long HeapBytes { get; init; }

    public long PeakHeapBytes { get; init; }

    /// <summary>Bytes of side tables in use at their peak: generation vectors, working counts, marks.</summary>
    public long SideTableBytes { get; init; }

    /// <summary>The workload's check value, as <c>workloads.md</c> names it.</summary>
    public string Check { get; init; } = "";

    /// <summary>Collections of all measured iterations, in order.</summary>
    public IReadOnlyList<CollectionReport> Collections { get; init; } = [];

    /// <summary>What waited in count logs, at moments of the last iteration (<c>measure.sample_every_us</c>).</summary>
    public IReadOnlyList<BacklogSample> Samples { get; init; } = [];

    public VerifierReport Verifier { get; init; } = new(false, 0, []);

    public GilReport? Gil { get; init; }

    public TrialHostReport Host { get; init; } = new();

    /// <summary>The crash that was injected; null: none was, or it never came to its step.</summary>
    public CrashReport? Crash { get; init; }

    /// <summary>Hash over the order of messages; 0 where the runtime does not own the order.</summary>
    public ulong OrderSignature { get; init; }

    /// <summary>Quantities that only some strategies or workloads have (lost updates, foreign frees, …), by name with the unit last.</summary>
    public IReadOnlyDictionary<string, double> Extra { get; init; } = new SortedDictionary<string, double>(StringComparer.Ordinal);
}

/// <param name="WallNs">From the first mutator's start to the last one's end.</param>
/// <param name="CpuNs">CPU time of all mutators' threads, collections that ran on one of them included; of the whole process where mutators have no threads of
/// their own.</param>
/// <param name="Steps">Steps of all mutators.</param>
public sealed record IterationReport(long WallNs, long CpuNs, long Steps);

/// <summary>Operations under canonical counting, and what the strategy really did.</summary>
public sealed record OperationTotals
{
    public long Allocs { get; init; }

    public long Frees { get; init; }

    public long Increments { get; init; }

    public long Decrements { get; init; }

    public long AppliedIncrements { get; init; }

    public long AppliedDecrements { get; init; }

    /// <summary>The part of <see cref="Frees"/> done by the collector.</summary>
    public long CollectorFrees { get; init; }

    /// <summary>The part of <see cref="Decrements"/> done by the collector.</summary>
    public long CollectorDecrements { get; init; }

    /// <summary>Frees by another mutator than the allocating one.</summary>
    public long ForeignFrees { get; init; }

    public static OperationTotals operator +(OperationTotals a, OperationTotals b) => new()
    {
        Allocs = a.Allocs + b.Allocs,
        Frees = a.Frees + b.Frees,
        Increments = a.Increments + b.Increments,
        Decrements = a.Decrements + b.Decrements,
        AppliedIncrements = a.AppliedIncrements + b.AppliedIncrements,
        AppliedDecrements = a.AppliedDecrements + b.AppliedDecrements,
        CollectorFrees = a.CollectorFrees + b.CollectorFrees,
        CollectorDecrements = a.CollectorDecrements + b.CollectorDecrements,
        ForeignFrees = a.ForeignFrees + b.ForeignFrees,
    };
}

/// <summary>One collection.</summary>
public sealed record CollectionReport
{
    /// <summary>0, 1, 2; −1: a stop without a collection.</summary>
    public required int Generation { get; init; }

    /// <summary><c>threshold</c>, <c>stress</c>, <c>emergency</c>, <c>final</c>, <c>census</c>, <c>measure</c>.</summary>
    public required string Reason { get; init; }

    public required string Collector { get; init; }

    public long TimeToStopNs { get; init; }

    /// <summary>From the request to the resume.</summary>
    public long PauseNs { get; init; }

    /// <summary>The collector's own work inside the pause.</summary>
    public long CollectNs { get; init; }

    public long ObjectsVisited { get; init; }

    public long EdgesVisited { get; init; }

    public long ObjectsFreed { get; init; }

    public long Survivors { get; init; }

    /// <summary>Name of the mutator that answered last.</summary>
    public string LastToStop { get; init; } = "";

    /// <summary>Number of the stop in its trial, from 1.</summary>
    public long StopId { get; init; }

    /// <summary>When the stop was asked for, by the runtime's clock.</summary>
    public long RequestedAtNs { get; init; }

    /// <summary>The mutator that asked; −1: none, but the trial or the strategy.</summary>
    public int AskedBy { get; init; } = -1;

    /// <summary>Tracked objects of each generation before; null: nothing was collected, or the collector knows no generations.</summary>
    public GenerationSizes? Before { get; init; }

    /// <summary>Tracked objects found unreachable, uncollectable ones included: what CPython calls unreachable.</summary>
    public long ObjectsFound { get; init; }

    /// <summary>Those of them that could not be freed. Only CPython's object model has such (old-style destructors), so no collection of a trial has any yet.</summary>
    public long Uncollectable { get; init; }

    /// <summary>Bytes of pools with objects, and of large objects, when the world stood.</summary>
    public long HeapBytesBefore { get; init; }

    /// <summary>The same when it was about to run again.</summary>
    public long HeapBytesAfter { get; init; }

    /// <summary>Bytes of heap mapped when it was about to run again.</summary>
    public long HeapBytesMapped { get; init; }
}

/// <param name="AtNs">Since the run's beginning.</param>
/// <param name="LogBytes">Of chunks that mutators write or that wait to be applied.</param>
public sealed record BacklogSample(long AtNs, long LogBytes);

/// <param name="Checked">Whether the verifier ran at all.</param>
/// <param name="Runs">Heaps verified.</param>
/// <param name="Violations">One line each, at most 20.</param>
public sealed record VerifierReport(bool Checked, int Runs, IReadOnlyList<string> Violations);

public sealed record GilReport(long Takes, long Waits, long WaitNs, long DropRequests, long ForcedSwitches, long Switches);

/// <summary>What the host did to the measured window.</summary>
public sealed record TrialHostReport
{
    /// <summary>.NET collections inside the measured windows.</summary>
    public long HostCollections { get; init; }

    /// <summary>Managed bytes allocated inside quanta; must be 0.</summary>
    public long QuantaAllocatedBytes { get; init; }

    /// <summary>Managed bytes allocated in the windows outside quanta: protocol messages.</summary>
    public long MessageBytes { get; init; }

    public long Messages { get; init; }

    /// <summary>Messages told to actors that had stopped. A trial's actors do not stop before its end.</summary>
    public long DeadLetters { get; init; }

    /// <summary>CPU time of the whole process in a measured window, on average: mutators, refcount actors, collector, the host's threads.</summary>
    public long ProcessCpuNs { get; init; }

    public long Migrations { get; init; }

    public long InvoluntarySwitches { get; init; }

    public long MajorFaults { get; init; }

    /// <summary>Largest run-queue wait of a mutator in the windows.</summary>
    public long RunQueueWaitNs { get; init; }

    /// <summary>CPU of other processes from the start of warm-up to the last window's end, in cores.</summary>
    public double OtherCpuCores { get; init; }

    /// <summary>Time stolen by the hypervisor over the same stretch, in cores.</summary>
    public double StealCores { get; init; }

    /// <summary>Methods compiled in the windows; must be 0.</summary>
    public long MethodsJitted { get; init; }
}
