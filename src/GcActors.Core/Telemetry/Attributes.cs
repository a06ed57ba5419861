namespace GcActors.Core.Telemetry;

/// <summary>All attributes. Those under <c>cpython.</c> are of the semantic conventions, the others ours.</summary>
public static class Attributes
{
    public static readonly AttributeDefinition Generation = new("cpython.gc.generation", "0, 1 or 2 (= full), as gc.collect() numbers them");
    public static readonly AttributeDefinition Actor = new("gcactors.actor", "The actor whose lane a span is on, such as mutator/3");
    public static readonly AttributeDefinition Mutator = new("gcactors.mutator", "0-based");
    public static readonly AttributeDefinition Plan = new("gcactors.plan", "The plan that the settings started from");
    public static readonly AttributeDefinition Workload = new("gcactors.workload", "Name of the workload");
    public static readonly AttributeDefinition Mutators = new("gcactors.mutators", "Mutator actors");
    public static readonly AttributeDefinition Runtime = new("gcactors.runtime", "The actor runtime: threads, pool, simulation");
    public static readonly AttributeDefinition Seed = new("gcactors.seed", "Of everything random; text, as it may be beyond 63 bits");
    public static readonly AttributeDefinition Strategy = new("gcactors.counting.strategy", "The counting strategy");
    public static readonly AttributeDefinition Outcome = new("gcactors.outcome", "How the trial ended");
    public static readonly AttributeDefinition Iteration = new("gcactors.iteration", "0-based; warm-up iterations count first");
    public static readonly AttributeDefinition Untraced = new("gcactors.untraced", "Stops and waits of the phase that have no spans, beyond telemetry.stops_max: never the longest stops");
    public static readonly AttributeDefinition StopId = new("gcactors.stop.id", "Number of the stop in its trial, from 1");
    public static readonly AttributeDefinition Reason = new("gcactors.gc.reason", "Why the world was stopped: threshold, stress, emergency, census, measure, reconcile, crash, final");
    public static readonly AttributeDefinition Collector = new("gcactors.gc.collector", "The cycle collector");
    public static readonly AttributeDefinition GcPhase = new("gcactors.gc.phase", "A phase of the collector: update, subtract, move, …");
    public static readonly AttributeDefinition Parallel = new("gcactors.gc.parallel", "Whether workers shared the phase");
    public static readonly AttributeDefinition LastToStop = new("gcactors.stop.last", "The actor that answered last");
    public static readonly AttributeDefinition LastReason = new("gcactors.stop.last.activity", "What it was doing when it was told");
    public static readonly AttributeDefinition Activity = new("gcactors.activity", "What a mutator was doing when it was told to stop");
    public static readonly AttributeDefinition Visited = new("gcactors.gc.visited_objects", "Objects whose fields were walked, each walk counted");
    public static readonly AttributeDefinition Freed = new("gcactors.gc.freed_objects", "Objects that the collection freed");
    public static readonly AttributeDefinition Found = new("gcactors.gc.found_objects", "Tracked objects found unreachable");
    public static readonly AttributeDefinition Survivors = new("gcactors.gc.survivors", "Tracked objects of the region that survived");
    public static readonly AttributeDefinition HeapBytesBefore = new("gcactors.heap.size.before", "Bytes of pools with objects, and of large objects, when the world stood");
    public static readonly AttributeDefinition HeapBytesAfter = new("gcactors.heap.size.after", "The same when it was about to run again");
    public static readonly AttributeDefinition Entries = new("gcactors.log.entries", "Entries of count logs and snapshots");
    public static readonly AttributeDefinition Epoch = new("gcactors.log.epoch", "Number of the epoch in its trial, from 1");
    public static readonly AttributeDefinition Pools = new("gcactors.pools", "Pools granted");
    public static readonly AttributeDefinition SwitchedFrom = new("gcactors.gil.switched_from", "Whose the lock was before, if it changed hands: a switch");
    public static readonly AttributeDefinition MergedDeaths = new("gcactors.merge.deaths", "Objects that died when the references which others gave up were counted");
    public static readonly AttributeDefinition OperationsNoted = new("gcactors.operations.noted", "Counted operations of the mutator's run");
    public static readonly AttributeDefinition OperationsKept = new("gcactors.operations.kept", "The last of them, which the ring of telemetry.operations still holds");
    public static readonly AttributeDefinition Operation = new("gcactors.operation", "alloc, free, increment, decrement");
    public static readonly AttributeDefinition Path = new("gcactors.operation.path", "applied, or elided: what the strategy did not do");
    public static readonly AttributeDefinition CountingEvent = new("gcactors.counting.event", "One of the strategy's own counters: cas_failed, merges, switches, …");
    public static readonly AttributeDefinition WaitFor = new("gcactors.wait.for", "What a mutator waited for: gil, lock, memory, logs, collection");
}
