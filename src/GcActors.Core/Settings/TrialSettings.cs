namespace GcActors.Core.Settings;

/// <summary>
/// Everything that decides one trial. Dotted snake-case keys follow the property path (<c>Heap.LimitBytes</c> is <c>heap.limit_bytes</c>); the
/// flattened form of this record is what a result row carries and what a trial's id is the hash of.
/// </summary>
public sealed record TrialSettings
{
    [Setting("Name of the plan that the settings started from")]
    public string Plan { get; init; } = "cpython-3.12";

    [Setting("Name of the workload")]
    public string Workload { get; init; } = "hot";

    [Setting("Mutator actors", Min = 1, Max = 100_000)]
    public int Mutators { get; init; } = 1;

    [Setting("Seed of everything random", Min = 0, Max = ulong.MaxValue)]
    public ulong Seed { get; init; } = 1;

    [Setting("Actor runtime; akka only in a build with -p:EnableAkka=true", Choices = ["threads", "pool", "serial", "simulation", "akka"])]
    public string Runtime { get; init; } = "threads";

    public CountingSettings Counting { get; init; } = new();

    public CollectionSettings Collection { get; init; } = new();

    public HeapSettings Heap { get; init; } = new();

    public ScheduleSettings Schedule { get; init; } = new();

    public VerifySettings Verify { get; init; } = new();

    public MeasureSettings Measure { get; init; } = new();

    public TelemetrySettings Telemetry { get; init; } = new();

    /// <summary>Parameters of the workload, by the names it declares; what is absent has the workload's default. Keys: <c>workload.NAME</c>.</summary>
    public IReadOnlyDictionary<string, string> Parameters { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}

public sealed record CountingSettings
{
    [Setting("Counting strategy, see 'list counters'")]
    public string Strategy { get; init; } = "gil";

    [Setting("What makes a load safe from a slot that others overwrite, where the strategy leaves a choice; auto: only where the workload's slots race",
        Choices = ["auto", "none", "quiescence", "hazard", "type-stable", "stop"])]
    public string Cure { get; init; } = "auto";

    [Setting("Variant of the strategy, where it has several: 'list counters' names them; auto: the usual one")]
    public string Variant { get; init; } = "auto";

    [Setting("Which objects are immortal (PEP 683): their count is tested and never written", Choices = ["none", "pinned"])]
    public string Immortal { get; init; } = "none";

    [Setting("Logs: actors that apply them, each to its share of the objects", Min = 1, Max = 64)]
    public int RefcountActors { get; init; } = 1;

    [Setting("Logs: bytes of a chunk; a mutator that has filled one asks for the end of its epoch (deferred, coalescing: for a stop); 36 is one entry, of four bytes", Min = 36, Max = 16_777_216)]
    public int LogBytes { get; init; } = 32 << 10;

    [Setting("Logs: bytes that all mutators' logs may hold before they were applied", Min = 64, Max = 68_719_476_736)]
    public long LogBytesMax { get; init; } = 64 << 20;

    [Setting("Logs, where they hold too much: stall waits for some to come back; grow goes on, and the trial is out of memory when all together hold "
        + "more; end_epoch is stall, but mutators come to the end of an epoch at their next step instead of at the end of their quantum; inline stops the "
        + "world, and all that was logged is applied before it goes on", Choices = ["stall", "grow", "end_epoch", "inline"])]
    public string WhenFull { get; init; } = "stall";

    [Setting("Message counts: objects at which a mutator's next trace of its own is due, in % of those that the last one left", Min = 101, Max = 100_000)]
    public int TraceGrowthPercent { get; init; } = 200;

    [Setting("GIL: how long a waiter waits before it asks the holder to drop, µs", Min = 1, Max = 10_000_000)]
    public long SwitchIntervalUs { get; init; } = 5000;

    [Setting("GIL: after a requested drop, wait until another mutator has taken it")]
    public bool ForcedSwitch { get; init; } = true;

    [Setting("Twin: the same operations, and deaths as recorded before the trial, with counts that are none, plain, or elsewhere (private: in a mirror for each "
        + "mutator; padded: a line each); counted, real: plain counts, and those of the strategy, decide by themselves; append, discard: a strategy's logs are filled and nobody reads them, without and with the "
        + "messages of its epochs. What locking-cost compares",
        Choices = ["off", "none", "plain", "counted", "plain-private", "private", "real", "padded", "append", "discard"])]
    public string Twin { get; init; } = "off";

    [Setting("Twin: compare the sequence of operations and objects with the recorded one; its times say nothing then")]
    public bool TwinCheck { get; init; }

    [Setting("Where a known cost is put, to be found again: before each counted operation, or each synchronised instruction of the strategy; inside each lock around counts "
        + "or slots; at each message of epochs, by who receives it; or for each log entry, by the mutator that hands its log over; with 0 ns the control",
        Choices = ["none", "operation", "synchronised", "locked", "message", "log-entry"])]
    public string DoseSite { get; init; } = "none";

    [Setting("The known cost, ns: multiplications that wait for each other, as many as the clock says before the trial (extra.dose_ns)", Min = 0, Max = 10_000)]
    public int DoseNs { get; init; }
}

public sealed record CollectionSettings
{
    [Setting("Cycle collector, see 'list collectors'")]
    public string Collector { get; init; } = "generational";

    [Setting("What starts a collection", Choices = ["thresholds", "never", "stress"])]
    public string Trigger { get; init; } = "thresholds";

    [Setting("Net allocations of collectable objects that start a collection; 0 switches automatic collection off", Min = 0, Max = int.MaxValue)]
    public int Threshold0 { get; init; } = 700;

    [Setting("Collections of generation 0 before one of generation 1", Min = 0, Max = int.MaxValue)]
    public int Threshold1 { get; init; } = 10;

    [Setting("Collections of generation 1 before one of generation 2", Min = 0, Max = int.MaxValue)]
    public int Threshold2 { get; init; } = 10;

    [Setting("No full collection before the objects that came to the oldest generation reach a quarter of those that survived it")]
    public bool QuarterRule { get; init; } = true;

    [Setting("When a triggered collection runs: inside the allocation (CPython up to 3.11) or at the next safe point (3.12 on)",
        Choices = ["allocation", "safe-point"])]
    public string Act { get; init; } = "safe-point";

    [Setting("Trigger 'stress': a full collection every so many allocations", Min = 1, Max = int.MaxValue)]
    public int StressEvery { get; init; } = 100;

    [Setting("Workers of the parallel phases", Min = 1, Max = 64)]
    public int Workers { get; init; } = 1;

    [Setting("Smaller regions (objects) are collected by one worker: phases would cost more than they gain", Min = 0, Max = int.MaxValue)]
    public long ParallelFrom { get; init; } = 1 << 15;

    [Setting("Order of survivors: CPython's, or in place (one parallel pass)", Choices = ["cpython", "place"])]
    public string Order { get; init; } = "cpython";

    [Setting("Fail the trial when a mutator has not answered a stop after so many ms; 0: wait for ever", Min = 0, Max = 3_600_000)]
    public long StopTimeoutMs { get; init; } = 10_000;
}

public sealed record HeapSettings
{
    [Setting("Allocator, see 'list allocators'")]
    public string Allocator { get; init; } = "shared";

    [Setting("compact: 16-byte header, 4-byte references; cpython: cells of the size that CPython would take", Choices = ["compact", "cpython"])]
    public string Layout { get; init; } = "compact";

    [Setting("Sizes of pools and arenas: 4 KiB and 256 KiB up to CPython 3.9, 16 KiB and 1 MiB later", Choices = ["3.9", "3.10"])]
    public string PoolGeometry { get; init; } = "3.10";

    [Setting("Bytes of heap that may be mapped; 0: no limit but the address space", Min = 0, Max = 68_719_476_736)]
    public long LimitBytes { get; init; }

    [Setting("Ask for huge pages (madvise) for arenas and side tables")]
    public bool HugePages { get; init; }
}

public sealed record ScheduleSettings
{
    [Setting("Steps a mutator runs between two messages", Min = 1, Max = 100_000_000)]
    public int QuantumSteps { get; init; } = 1000;

    [Setting("When a mutator looks at the stop flag", Choices = ["step", "quantum"])]
    public string Poll { get; init; } = "step";

    [Setting("Bind each mutator to a core", Choices = ["none", "compact"])]
    public string Pin { get; init; } = "compact";

    [Setting("Fault injection: the mutator (from 0) that crashes in its run: what its registers hold is never dropped; -1: none. The trial has one "
        + "iteration, without warm-up", Min = -1, Max = 99_999)]
    public int CrashMutator { get; init; } = -1;

    [Setting("Steps that the mutator of crash_mutator completes before it crashes", Min = 0, Max = long.MaxValue)]
    public long CrashStep { get; init; }
}

public sealed record VerifySettings
{
    [Setting("Heap verifier: never, at the end of the trial, or after each collection as well", Choices = ["off", "end", "collections"])]
    public string Level { get; init; } = "off";

    [Setting("Fill freed cells with a pattern that counting recognises, and keep them from reuse in this trial")]
    public bool Poison { get; init; }
}

public sealed record MeasureSettings
{
    [Setting("Warm up for at least so many ms", Min = 0, Max = 600_000)]
    public int WarmupMs { get; init; }

    [Setting("Warm up for at least so many iterations", Min = 0, Max = 1000)]
    public int WarmupIterations { get; init; } = 1;

    [Setting("Measured iterations", Min = 1, Max = 100_000)]
    public int Iterations { get; init; } = 1;

    [Setting("Measure further iterations until so many ms were measured", Min = 0, Max = 600_000)]
    public int LeastMs { get; init; }

    [Setting("Stop the world so often without collecting, µs from one resume to the next request, to measure time-to-stop; 0: never", Min = 0, Max = 60_000_000)]
    public long StopEveryUs { get; init; }

    [Setting("Note so often how many bytes of count logs wait to be applied, µs; 0: never (samples in the row)", Min = 0, Max = 60_000_000)]
    public long SampleEveryUs { get; init; }

    [Setting("Ask the system at the end of the run how much of the arenas is resident (Linux)")]
    public bool Residence { get; init; }

    [Setting("Count the objects that another mutator than their maker counts on in the run, the operations on them, and those of their makers (extra.census_…); "
        + "times say nothing then")]
    public bool Census { get; init; }
}

/// <summary>What is noted where somebody listens; nothing of it is done where nobody does.</summary>
public sealed record TelemetrySettings
{
    /// <summary>The value of <see cref="Target"/> that wants nothing.</summary>
    public const string NoTarget = "none";

    [Setting("Where spans and metrics go, as --telemetry is written; an experiment's trials each have a folder of their own for file and timeline")]
    public string Target { get; init; } = NoTarget;

    [Setting("Traces: waits shorter than so many µs have no span", Min = 0, Max = 60_000_000)]
    public long ThresholdUs { get; init; } = 100;

    [Setting("Traces: stops of the world in an iteration that have spans: the first half of so many, and the longest of the others", Min = 2, Max = 10_000_000)]
    public int StopsMax { get; init; } = 4096;

    [Setting("Note every counted operation: so many of the last of each mutator's run are kept (rounded up to a power of two); 0: none is noted",
        Min = 0, Max = 268_435_456)]
    public int Operations { get; init; }
}
