namespace GcActors.Core.Telemetry;

/// <summary>
/// All spans, as a tree. What happened on which actor's lane is in <see cref="Attributes.Actor"/>; a span whose parent is on another lane was caused by a message
/// from there. Times are those of the runtime's clock: virtual in a simulation.
/// </summary>
public static class Spans
{
    /// <summary>Parent of spans that lie in any of <see cref="Phases"/>.</summary>
    public const string AnyPhase = "phase";

    /// <summary>Parent of spans that lie in <see cref="Collection"/> or <see cref="Pause"/>.</summary>
    public const string AnyStop = "stopped";

    public static readonly SpanDefinition Trial = new("trial", "", "A whole trial; whether it is sampled decides for all in it",
        Attributes.Plan, Attributes.Workload, Attributes.Strategy, Attributes.Mutators, Attributes.Runtime, Attributes.Seed, Attributes.Outcome);

    public static readonly SpanDefinition SetUp = Phase("set-up", "Mutator after mutator builds its state");

    public static readonly SpanDefinition WarmUp = Phase("warm-up", "All mutators run; not measured");

    public static readonly SpanDefinition Measured = Phase("measured", "All mutators run: the time that a trial reports");

    public static readonly SpanDefinition Verify = Phase("verify", "The census behind a run, and the check of what it computed");

    public static readonly SpanDefinition Drain = Phase("drain", "Mutator after mutator drops its roots, and a last collection");

    public static readonly SpanDefinition Telemetry = new("telemetry", "trial", "An iteration's spans and measurements are made: outside of every phase, since it takes longer than the stops that they tell of");

    public static readonly SpanDefinition Collection = Stopped("collection", "From the request (or the end of the stop before, if that was in its way) to the end of the stop of the world");

    public static readonly SpanDefinition Pause = Stopped("pause", "A stop of the world without a collection: a census, a drain of logs, a measurement of stopping itself");

    public static readonly SpanDefinition Request = new("request", AnyStop, "From asking, or the end of the stop before, until the collector raises the flags; on the lane of who asked");

    public static readonly SpanDefinition Stop = new("stop", AnyStop, "From raising the flags to the last answer: the time to stop", Attributes.LastToStop, Attributes.LastReason);

    public static readonly SpanDefinition StopMutator = new("stop mutator", "stop", "From telling a mutator to its safe point; an event marks the end of its last quantum",
        Attributes.Mutator, Attributes.Activity);

    public static readonly SpanDefinition DrainLogs = new("drain logs", AnyStop, "All count logs are handed over and applied while the world stands");

    public static readonly SpanDefinition Collect = new("collect", AnyStop, "The collector's own work", Attributes.Collector, Attributes.Visited, Attributes.Freed, Attributes.Survivors);

    public static readonly SpanDefinition GcPhase = new("collect phase", "collect", "One stretch of the collector's work",
        Attributes.GcPhase, Attributes.Parallel);

    public static readonly SpanDefinition Share = new("collect share", "collect phase", "One worker's share of a parallel phase", Attributes.GcPhase);

    public static readonly SpanDefinition Inspect = new("inspect", AnyStop, "The verifier or a census looks at the standing heap");

    public static readonly SpanDefinition Resume = new("resume", AnyStop, "Lowering the flags and telling everybody");

    public static readonly SpanDefinition Epoch = new("epoch", AnyPhase, "From asking every mutator for its log to the last refcount actor's answer; in a stop it lies in 'drain logs'",
        Attributes.Epoch, Attributes.Entries);

    public static readonly SpanDefinition HandOver = new("hand over log", "epoch", "A mutator passes the boundary of an epoch", Attributes.Mutator, Attributes.Epoch, Attributes.Entries);

    public static readonly SpanDefinition ApplyLogs = new("apply logs", "epoch", "A refcount actor applies its share of the logs; links lead to where they were handed over",
        Attributes.Epoch, Attributes.Entries);

    public static readonly SpanDefinition WaitForGil = Wait("wait for gil", "A mutator waits for the global interpreter lock", Attributes.SwitchedFrom);

    public static readonly SpanDefinition WaitForMemory = Wait("wait for memory", "A mutator waits for pools or for an emergency collection", Attributes.Pools);

    public static readonly SpanDefinition WaitForLogs = Wait("wait for logs", "A mutator waits for log memory to come back");

    public static readonly SpanDefinition WaitForCollection = Wait("wait for collection", "A mutator has crossed a threshold and waits for the answer");

    public static readonly SpanDefinition Merge = Wait("merge", "At a boundary a mutator looks through what others queued for it, and counts it", Attributes.MergedDeaths);

    public static readonly SpanDefinition Operations = new("operations", AnyPhase,
        "The last operations of a mutator's run, as many as telemetry.operations keeps; an event for each stretch of them, with how many there were of each kind",
        Attributes.Mutator, Attributes.OperationsNoted, Attributes.OperationsKept);

    /// <summary>What a trial goes through, in turn.</summary>
    public static IReadOnlyList<SpanDefinition> Phases { get; } = [SetUp, WarmUp, Measured, Verify, Drain];

    public static IReadOnlyList<SpanDefinition> All { get; } =
    [
        Trial, .. Phases, Telemetry, Collection, Pause, Request, Stop, StopMutator, DrainLogs, Collect, GcPhase, Share, Inspect, Resume, Epoch, HandOver, ApplyLogs,
        WaitForGil, WaitForMemory, WaitForLogs, WaitForCollection, Merge, Operations,
    ];

    private static SpanDefinition Phase(string name, string description) =>
        new(name, "trial", description, Attributes.Iteration, Attributes.Untraced);

    private static SpanDefinition Stopped(string name, string description) => new(name, AnyPhase, description,
        Attributes.StopId, Attributes.Generation, Attributes.Reason, Attributes.Collector, Attributes.Found, Attributes.Freed, Attributes.HeapBytesBefore, Attributes.HeapBytesAfter);

    private static SpanDefinition Wait(string name, string description, params AttributeDefinition[] attributes) =>
        new(name, AnyPhase, description + ", longer than telemetry.threshold_us", [Attributes.Mutator, .. attributes]);
}
