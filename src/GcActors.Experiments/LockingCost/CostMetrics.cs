using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.LockingCost;

/// <summary>What is taken of every twin.</summary>
public static class CostMetrics
{
    private const string Unit = "ns per counted operation";
    private const string PerOperation = "per counted operation";

    /// <summary>Waits for locks are asked for only where a strategy has such locks.</summary>
    public static IReadOnlyList<MetricDefinition> Of(IReadOnlyList<LockedStrategy> strategies) =>
    [
        new("T", Unit, "wall_ns * lanes / extra.run_operations", "time of all threads, running or waiting, for each increment or decrement of the run"),
        new("cpu", Unit, "cpu_ns / extra.run_operations", "CPU time of all mutators"),
        new("run_queue", Unit, "extra.run_queue_ns / extra.run_operations", "time in which mutators were ready and had no core"),
        new("transfer", Unit, "extra.line_transfers_per_operation * extra.line_transfer_ns",
            "lines of counts that move between cores by the tape, times what one takes on this machine; of the strategy itself, in parallel"),
        .. Where(strategies.Any(strategy => strategy.HasLogs),
            new MetricDefinition("busy", Unit, "(cpu_ns + extra.refcount_beside_ns) / extra.run_operations", "CPU time of mutators and refcount actors, up to the last log of the run"),
            new MetricDefinition("apply", Unit, "extra.refcount_cpu_ns / extra.run_operations", "CPU time of refcount actors; no value where a strategy has none"),
            new MetricDefinition("time", Unit, "(wall_ns * lanes + extra.refcount_beside_ns) / extra.run_operations",
                "time of all mutators, running or waiting, and CPU time of refcount actors; no value where a strategy keeps no logs"),
            new MetricDefinition("slack", Unit, "(extra.helper_cpu_ns - extra.refcount_beside_ns) / extra.run_operations",
                "CPU time of the process that neither mutators nor refcount actors account for: instruments, stops"),
            new MetricDefinition("doses", PerOperation, "extra.doses / extra.run_operations", "messages of epochs, or log entries, that pay a known cost; no value where none do")),
        .. Where(strategies.Any(strategy => strategy.NeedsGil),
            new MetricDefinition("gil_wait", Unit, "extra.gil_wait_ns / extra.run_operations", "time in which mutators waited for the global lock")),
        .. Where(strategies.Any(strategy => strategy.HasLocks),
            new MetricDefinition("lock_wait", Unit, "extra.lock_wait_ns / extra.run_operations", "time on the slow path of locks of counts; no value where a strategy has none"),
            new MetricDefinition("locks", PerOperation, "extra.lock_acquisitions / extra.run_operations", "locks taken around counts and slots, set-up included")),
    ];

    private static MetricDefinition[] Where(bool isPossible, params MetricDefinition[] metrics) => isPossible ? metrics : [];
}
