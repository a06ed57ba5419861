namespace GcActors.Core.Telemetry;

/// <summary>
/// All metrics. Those of the semantic conventions for CPython (<c>cpython.gc.*</c>, in development as of version 1.44.0) are the numbers of
/// <c>gc.get_stats()</c> of the modelled runtime; what the conventions do not define goes under our own prefix.
/// </summary>
public static class Metrics
{
    private const string FirstOfAKind = "the first 64 actors of a kind by name, the others together: mutator/*";

    public static readonly InstrumentDefinition Collections = Core(InstrumentKind.Counter, "cpython.gc.collections", "{collection}",
        "Collections of the modelled runtime", Attributes.Generation);

    public static readonly InstrumentDefinition CollectedObjects = Core(InstrumentKind.Counter, "cpython.gc.collected_objects", "{object}",
        "Objects that these collections found unreachable and freed", Attributes.Generation);

    public static readonly InstrumentDefinition UncollectableObjects = Core(InstrumentKind.Counter, "cpython.gc.uncollectable_objects", "{object}",
        "Objects that these collections found unreachable and had to leave", Attributes.Generation);

    public static readonly InstrumentDefinition PauseDuration = Core(InstrumentKind.Histogram, "gcactors.gc.pause.duration", "s",
        "From the request of a stop of the world to its end; exemplars lead to the longest", Attributes.Generation, Attributes.Reason);

    public static readonly InstrumentDefinition TimeToStop = Core(InstrumentKind.Histogram, "gcactors.gc.time_to_stop.duration", "s",
        "From raising the flags to the last mutator's safe point", Attributes.Reason);

    public static readonly InstrumentDefinition PhaseDuration = Core(InstrumentKind.Histogram, "gcactors.gc.phase.duration", "s",
        "Time of each phase of a collection", Attributes.Generation, Attributes.GcPhase);

    public static readonly InstrumentDefinition Operations = Core(InstrumentKind.ObservableCounter, "gcactors.refcount.operations", "{operation}",
        "What mutators did: allocations, frees, counts up and down; read from their own counters at export only", Attributes.Mutator, Attributes.Operation, Attributes.Path);

    public static readonly InstrumentDefinition CountingEvents = Core(InstrumentKind.Counter, "gcactors.refcount.events", "{event}",
        "The strategy's own counters, added at the end of each run", Attributes.CountingEvent);

    public static readonly InstrumentDefinition WaitDuration = Core(InstrumentKind.Counter, "gcactors.wait.duration", "s",
        "Time that mutators waited for the global interpreter lock, for locks of counts, for log memory", Attributes.WaitFor, Attributes.Mutator);

    public static readonly InstrumentDefinition Waits = Core(InstrumentKind.Counter, "gcactors.waits", "{wait}",
        "How often mutators waited", Attributes.WaitFor, Attributes.Mutator);

    public static readonly InstrumentDefinition HeapObjects = Core(InstrumentKind.ObservableGauge, "gcactors.heap.objects", "{object}",
        "Tracked objects by generation, before the last collection", Attributes.Generation);

    public static readonly InstrumentDefinition HeapSize = Core(InstrumentKind.ObservableGauge, "gcactors.heap.size", "By",
        "Bytes of heap mapped: arenas and large objects");

    public static readonly InstrumentDefinition Arenas = Core(InstrumentKind.ObservableGauge, "gcactors.heap.arenas", "{arena}",
        "Arenas mapped");

    public static readonly InstrumentDefinition Fragmentation = Core(InstrumentKind.ObservableGauge, "gcactors.heap.fragmentation", "1",
        "1 − pools taken / pools in mapped arenas");

    public static readonly InstrumentDefinition MailboxDepth = Runtime(InstrumentKind.ObservableGauge, "gcactors.mailbox.depth", "{message}",
        "Messages waiting, at export; " + FirstOfAKind, Attributes.Actor);

    public static readonly InstrumentDefinition MailboxMessages = Runtime(InstrumentKind.ObservableCounter, "gcactors.mailbox.messages", "{message}",
        "Messages received; " + FirstOfAKind, Attributes.Actor);

    public static readonly InstrumentDefinition MailboxWait = Runtime(InstrumentKind.Histogram, "gcactors.mailbox.wait.duration", "s",
        "From telling to receiving, of one message in 64, first of all the first; " + FirstOfAKind, Attributes.Actor);

    public static IReadOnlyList<InstrumentDefinition> All { get; } =
    [
        Collections, CollectedObjects, UncollectableObjects, PauseDuration, TimeToStop, PhaseDuration, Operations, CountingEvents, WaitDuration, Waits,
        HeapObjects, HeapSize, Arenas, Fragmentation, MailboxDepth, MailboxMessages, MailboxWait,
    ];

    private static InstrumentDefinition Core(InstrumentKind kind, string name, string unit, string description, params AttributeDefinition[] attributes) =>
        new(Sources.CoreName, kind, name, unit, description, attributes);

    private static InstrumentDefinition Runtime(InstrumentKind kind, string name, string unit, string description, params AttributeDefinition[] attributes) =>
        new(Sources.RuntimeName, kind, name, unit, description, attributes);
}
