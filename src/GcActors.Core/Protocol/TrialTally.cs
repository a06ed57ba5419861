using System.Collections.ObjectModel;
using GcActors.Core.Collection;
using GcActors.Core.Host;
using GcActors.Core.Objects;

namespace GcActors.Core.Protocol;

/// <summary>Adds up what a trial's iterations report.</summary>
/// <param name="mutators">How many.</param>
/// <param name="asksResidence">Whether the system is asked how much of the arenas is resident.</param>
/// <param name="refCounts">CPU time of the refcount actors, if there are some.</param>
internal sealed class TrialTally(int mutators, bool asksResidence, RefCountClock? refCounts)
{
    private const int MostViolations = 20;

    private readonly List<IterationReport> _iterations = [];
    private readonly List<CollectionReport> _collections = [];
    private readonly List<string> _violations = [];
    private readonly long[] _runQueueNs = new long[mutators];
    private HostWindow? _windows;
    private HostWindow? _sinceStart;
    private readonly SortedDictionary<string, double> _counting = new(StringComparer.Ordinal);
    private readonly Dictionary<string, double> _applied = [];
    private OperationTotals _operations = new();
    private string _check = "";
    private int _warmups;
    private int _verifierRuns;
    private long _measuredWallNs;
    private long _startSkewNs;
    private bool _usageKnown = true;
    private long _migrations;
    private long _switches;
    private long _quantaBytes;
    private long _gilWaits;
    private long _gilWaitNs;
    private int _arenasMapped;
    private int _arenasPeak;
    private long _arenaBytes;
    private long? _arenaResidentBytes;
    private long _heapBytes;
    private long _peakHeapBytes;
    private long _sideBytesPeak;
    private long _collectorFrees;
    private long _collectorDecrements;
    private CountWorkDone _refCounts;
    private long _stuckFreed;
    private long _spans;
    private long _tracingNs;
    private long _settlingNs;
    private readonly List<BacklogSample> _samples = [];

    public IReadOnlyList<IterationReport> Iterations => _iterations;

    public IReadOnlyList<string> Violations => _violations;

    /// <summary>Wall time of all measured iterations.</summary>
    public long MeasuredNs => _measuredWallNs;

    /// <summary>Quantities of the last iteration that only this workload has.</summary>
    public IReadOnlyDictionary<string, double> WorkloadQuantities { get; set; } = ReadOnlyDictionary<string, double>.Empty;

    /// <summary>The collector's and the refcount actors' shares of frees and decrements start again.</summary>
    public void BeginIteration()
    {
        _collectorFrees = _collectorDecrements = _stuckFreed = 0;
        _refCounts = default;
        _applied.Clear();
        _samples.Clear();
    }

    public void AddApplied(TrialMessage.LogsApplied applied)
    {
        _refCounts += applied.Done;
        foreach ((string name, double value) in applied.Counting)
        {
            double before = _applied.GetValueOrDefault(name);
            _applied[name] = name.EndsWith("_peak", StringComparison.Ordinal) ? Math.Max(before, value) : before + value;
        }
    }

    /// <summary>CPU time beside the mutators'; null: nobody asks for it.</summary>
    public HelperTally? Helpers { get; } = refCounts == null ? null : new HelperTally(refCounts);

    /// <summary>What has become of the crash; null: none has happened.</summary>
    public CrashTally? Crash { get; set; }

    public void Add(TrialMessage.Collected collected, bool inRun)
    {
        Crash?.AddRepair(collected.Stats?.Repaired ?? default);
        AddViolations(Crash?.FaultOf(collected.QueuedDeaths) is { } fault ? [fault] : []);
        if (collected.Stats is { } stats)
        {
            _collectorFrees += stats.ObjectsFreed;
            _collectorDecrements += stats.Decrements;
            _stuckFreed += stats.StuckFreed;
            _sideBytesPeak = Math.Max(_sideBytesPeak, stats.SideBytesPeak);
        }

        _collectorFrees += collected.QueuedDeaths.Freed;
        _collectorDecrements += collected.QueuedDeaths.Decrements;
        if (inRun)
        {
            _collections.Add(collected.Report);
        }
    }

    /// <summary>From the end of a measured run to the last count of its logs.</summary>
    public void AddSettling(long ns)
    {
        _settlingNs += ns;
        Helpers?.Settle();
    }

    /// <summary>What waited in count logs at a moment of the measured iteration.</summary>
    /// <param name="atNs">Since the run's beginning.</param>
    /// <param name="logBytes">Chunks that are out, full or not.</param>
    public void AddSample(long atNs, long logBytes) => _samples.Add(new BacklogSample(atNs, logBytes));

    /// <summary>Spans of a measured iteration were made and given to whoever listens.</summary>
    public void AddTracing(long spans, long ns)
    {
        _spans += spans;
        _tracingNs += ns;
    }

    public void AddVerification(IReadOnlyList<string> violations)
    {
        _verifierRuns++;
        AddViolations(violations);
    }

    /// <summary>Of the mutators' threads; of the process where they have none of their own, since the actors' threads are not told apart there.</summary>
    private static long CpuNsOf(MutatorRun[] runs, HostWindow window)
    {
        if (runs.All(r => r.SharedThreadCpu is { ToNs: > 0 }))
        {
            return runs.Max(r => r.SharedThreadCpu!.Value.ToNs) - runs.Min(r => r.SharedThreadCpu!.Value.FromNs);
        }

        return runs.All(r => r.Usage.Known) ? runs.Sum(r => r.Usage.CpuNs) : window.ProcessCpuNs;
    }

    /// <param name="runs">Of all mutators.</param>
    /// <param name="window">The run.</param>
    /// <param name="sinceStart">From the first run's start, warm-up included, to this one's end: the kernel counts the machine's time in ticks, so the CPU
    /// of others can only be told over a longer stretch than a single window.</param>
    /// <param name="isWarmup">Whether it counts.</param>
    /// <param name="heap">The heap, for its size.</param>
    public IterationReport AddRun(MutatorRun[] runs, HostWindow window, HostWindow sinceStart, bool isWarmup, Heap heap)
    {
        var report = new IterationReport(runs.Max(r => r.EndNs) - runs.Min(r => r.StartNs), CpuNsOf(runs, window), runs.Sum(r => r.Steps));
        Helpers?.EndRun(report.CpuNs);
        _heapBytes = heap.Space.MappedBytes;
        _peakHeapBytes = heap.Space.PeakMappedBytes;
        _arenasMapped = heap.Arenas.Mapped;
        _arenasPeak = heap.Arenas.PeakMapped;
        _arenaBytes = heap.Space.Geometry.ArenaBytes;
        _arenaResidentBytes = asksResidence ? heap.Arenas.ResidentBytes() : null;
        _sideBytesPeak = Math.Max(_sideBytesPeak, heap.Vectors.UsedBytes);
        if (isWarmup)
        {
            _warmups++;
            return report;
        }

        _iterations.Add(report);
        _windows = _windows == null ? window : _windows + window;
        _sinceStart = sinceStart;
        _measuredWallNs += report.WallNs;
        _startSkewNs = Math.Max(_startSkewNs, runs.Max(r => r.StartNs) - runs.Min(r => r.StartNs));
        _usageKnown &= runs.All(r => r.Usage.Known);
        _quantaBytes += runs.Sum(r => r.QuantaAllocatedBytes);
        _migrations += runs.Sum(r => r.Usage.Migrations);
        _switches += runs.Sum(r => r.Usage.InvoluntarySwitches);
        _gilWaits += runs.Sum(r => r.GilWaits);
        _gilWaitNs += runs.Sum(r => r.GilWaitNs);
        for (int m = 0; m < runs.Length; m++)
        {
            _runQueueNs[m] += runs[m].Usage.RunQueueNs;
        }

        return report;
    }

    /// <summary>The two identities of workloads.md section 1, which hold whatever the strategy: every operation has left its trace in the heap.</summary>
    public void CheckIdentities(MutatorRun[] runs, HeapCensus census, bool frees)
    {
        _operations = Sum(runs);
        _counting.Clear();
        foreach ((string name, double value) in runs.SelectMany(r => r.Counting).Concat(_applied))
        {
            _counting[name] = _counting.GetValueOrDefault(name) + value;
        }

        if (frees)
        {
            CheckIdentities(_operations, census);
        }
    }

    /// <summary>They hold behind the trace that follows a crash, too; the totals of the report are those at the end of the run.</summary>
    public void CheckIdentitiesBehindTrace(MutatorRun[] runs, HeapCensus census) => CheckIdentities(Sum(runs), census);

    private void CheckIdentities(OperationTotals o, HeapCensus census)
    {
        long unfreed = census.LiveObjects + census.UnreachableObjects;
        if (o.Allocs - o.Frees != unfreed)
        {
            AddViolations([$"allocs − frees is {o.Allocs - o.Frees}, but {unfreed} objects are unfreed"]);
        }

        long references = census.References + census.Registers;
        long lost = Crash?.Lost ?? 0;
        if (o.Allocs + o.Increments - o.Decrements != references + lost)
        {
            string inCrash = Crash == null ? "" : $" and {lost} were lost in the crash";
            AddViolations([$"allocs + increments − decrements is {o.Allocs + o.Increments - o.Decrements}, but {references} references exist{inCrash}"]);
        }
    }

    /// <param name="check">Of the iteration that ended.</param>
    /// <param name="repeats">Whether it must be the one before it.</param>
    public void SetCheck(string check, bool repeats)
    {
        if (repeats && _iterations.Count > 1 && check != _check)
        {
            AddViolations([$"the check value changed between iterations from '{_check}' to '{check}'"]);
        }

        _check = check;
    }

    public TrialReport Report(TrialSetup setup, TrialOutcome outcome, string? reason, HeapCensus? census) => new()
    {
        Outcome = outcome,
        Reason = reason,
        Settings = setup.Settings,
        Iterations = _iterations,
        WarmupIterations = _warmups,
        Overlap = Overlap(setup),
        Operations = _operations,
        LiveObjects = census?.LiveObjects ?? 0,
        CyclicGarbage = census?.UnreachableObjects ?? 0,
        HeapBytes = _heapBytes,
        PeakHeapBytes = _peakHeapBytes,
        SideTableBytes = _sideBytesPeak,
        Check = _check,
        Collections = _collections,
        Samples = _samples,
        Verifier = new VerifierReport(setup.Settings.Verify.Level != "off", _verifierRuns, _violations),
        Gil = setup.ReadGil?.Invoke() is { } gil ? gil with { Waits = _gilWaits, WaitNs = _gilWaitNs } : null,
        Host = Host(),
        Extra = Extra(census),
        Crash = Crash?.Report(),
    };

    private SortedDictionary<string, double> Extra(HeapCensus? census)
    {
        var extra = new SortedDictionary<string, double>(_counting.Concat(WorkloadQuantities).ToDictionary(), StringComparer.Ordinal)
        {
            ["start_skew_ns_max"] = _startSkewNs,
            ["run_queue_ns"] = (double)_runQueueNs.Sum() / Math.Max(1, _iterations.Count),
            ["gil_wait_ns"] = (double)_gilWaitNs / Math.Max(1, _iterations.Count),
            ["arenas_mapped"] = _arenasMapped,
            ["arenas_peak"] = _arenasPeak,
            ["arena_bytes"] = _arenaBytes,
            ["settle_ns"] = (double)_settlingNs / Math.Max(1, _iterations.Count),
            ["spans"] = (double)_spans / Math.Max(1, _iterations.Count),
            ["tracing_ns"] = (double)_tracingNs / Math.Max(1, _iterations.Count),
        };
        Helpers?.AddTo(extra);
        if (_arenaResidentBytes is { } resident)
        {
            extra["arena_resident_bytes"] = resident;
        }

        if (census != null)
        {
            extra["stuck_objects"] = census.StuckObjects;
            extra["stuck_objects_freed"] = _stuckFreed;
            extra["model_bytes"] = census.ModelBytes;
            extra["lost_increments"] = census.LostIncrements;
            extra["lost_decrements"] = census.LostDecrements;
            extra["objects_wrong"] = census.ObjectsWrong;
            extra["premature_would_free"] = census.PrematureWouldFree;
        }

        return extra;
    }

    private OperationTotals Sum(MutatorRun[] runs) => runs.Aggregate(
        new OperationTotals
        {
            Frees = _collectorFrees + _refCounts.Frees,
            Decrements = _collectorDecrements + _refCounts.Decrements,
            AppliedIncrements = _refCounts.Increments,
            AppliedDecrements = _collectorDecrements + _refCounts.Decrements,
            CollectorFrees = _collectorFrees,
            CollectorDecrements = _collectorDecrements,
        },
        (sum, run) => sum + run.Operations);

    private double? Overlap(TrialSetup setup) =>
        setup.IsVirtualTime || !setup.HasOwnThreads || !_usageKnown || _measuredWallNs == 0
            ? null
            : 1 - ((double)_runQueueNs.Max() / _measuredWallNs);

    private TrialHostReport Host() => _windows is not { } windows ? new TrialHostReport() : new TrialHostReport
    {
        HostCollections = windows.HostCollections,
        QuantaAllocatedBytes = _quantaBytes,
        MessageBytes = Math.Max(0, windows.AllocatedBytes - _quantaBytes),
        ProcessCpuNs = windows.ProcessCpuNs / _iterations.Count,
        Migrations = _migrations,
        InvoluntarySwitches = _switches,
        MajorFaults = windows.MajorFaults,
        RunQueueWaitNs = _runQueueNs.Max(),
        OtherCpuCores = _sinceStart!.OtherCpuCores,
        StealCores = _sinceStart!.StealCores,
        MethodsJitted = windows.MethodsJitted,
    };

    private void AddViolations(IReadOnlyList<string> violations)
    {
        foreach (string violation in violations.Take(MostViolations - _violations.Count))
        {
            _violations.Add(violation);
        }
    }
}
