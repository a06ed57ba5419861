using GcActors.Core.Catalogs;
using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;

namespace GcActors.Core;

/// <summary>What can be named in a setting, as the listings print it.</summary>
/// <param name="Name">The word in settings, command lines and results.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">Paper, PEP or system, with version.</param>
public sealed record CatalogEntry(string Name, string Summary, string Source);

/// <summary>Names to types: the one line you add for a new strategy, collector, allocator or workload.</summary>
public static partial class Catalog
{
    private static readonly CounterEntry[] CounterTable =
    [
        CounterEntry.Of<Plain<Unsync>>("unsync", "plain counts; objects are private or handed over", "the floor of every comparison"),
        CounterEntry.Of<Plain<RacingPinned>>("racing-pinned", "plain counts raced on pinned objects, which wrong counts cannot free", "the plain twin of experiment 01"),
        CounterEntry.Of<RacyCensus>("racy-census", "plain counts raced on mortal objects, nothing freed, losses counted at the end", "counting-strategies 4.1"),
        CounterEntry.Of<Plain<Gil>>("gil", "plain counts under one global lock", "CPython 3.13, Python/ceval_gil.c"),
        CounterEntry.Of<Plain<PrivateHeaps>>(
                "private", "plain counts in a heap for each mutator; messages are copied, or moved", "Erlang/OTP, copying messages", "copy")
            .Or<Plain<PrivateHeaps>>(PrivateHeaps.MoveIfUnique),
        CounterEntry.Of<Atomic<QuietSlots>>("atomic", "interlocked counts", "Gilectomy 1; C++ shared_ptr")
            .Cured<Atomic<QuiescentSlots>>().Cured<Atomic<HazardSlots>>().Cured<Atomic<TypeStableSlots>>(),
        CounterEntry.Of<GlobalLock<WordLock>>("global-lock", "plain counts under a lock for each operation", "counting-strategies 4.3", "spin")
            .Or<GlobalLock<MonitorLock>>("monitor").Or<GlobalLock<RuntimeLock>>("lock"),
        CounterEntry.Of<ObjectLock<StripedLocks>>("object-lock", "plain counts under locks of the objects", "counting-strategies 4.4", "striped")
            .Or<ObjectLock<HeaderLocks<OneMillisecond>>>("header"),
        CounterEntry.Of<Biased<QuietSlots, DrainFrees>>(
                "biased", "the owner counts plainly, others in a shared half; the owner merges", "Choi, Shull, Torrellas, PACT 2018", "drain-frees")
            .Cured<Biased<QuiescentSlots, DrainFrees>>()
            .Or<Biased<QuietSlots, QueueCounts>>("counted-queue").Cured<Biased<QuiescentSlots, QueueCounts>>(),
        CounterEntry.Of<Buffered<SnapshotLocals>>(
                "buffered", "count changes in logs that refcount actors apply, epoch by epoch", "the Recycler [Bacon et al. 2001]; Gilectomy 2", "snapshot")
            .Or<Buffered<CountedLocals>>("counted"),
        CounterEntry.Of<Uncounted<QuietSlots>>("none", "no counts; objects die in traces only", "counting-strategies 4.16").Cured<Uncounted<StoppedSlots>>(),
        CounterEntry.Of<Sticky<TwoBits, QuietSlots>>(
                "sticky", "counts of a few bits that stay at their maximum; a trace sees to what is stuck", "LXR, PLDI 2022; counting-strategies 4.13", "2-bits")
            .Cured<Sticky<TwoBits, QuiescentSlots>>()
            .Or<Sticky<ThreeBits, QuietSlots>>("3-bits").Cured<Sticky<ThreeBits, QuiescentSlots>>()
            .Or<Sticky<FourBits, QuietSlots>>("4-bits").Cured<Sticky<FourBits, QuiescentSlots>>(),
        CounterEntry.Of<Biased703<QuietSlots, NothingDeferred>>(
                "biased-703", "as biased, with states that only rise: objects that no stranger loaded die without an atomic operation", "PEP 703; CPython 3.14, free-threaded",
                "counted")
            .Cured<Biased703<TypeStableSlots, NothingDeferred>>().Cured<Biased703<QuiescentSlots, NothingDeferred>>()
            .Or<Biased703<QuietSlots, PinnedDeferred>>("deferred")
            .Cured<Biased703<TypeStableSlots, PinnedDeferred>>().Cured<Biased703<QuiescentSlots, PinnedDeferred>>(),
        CounterEntry.Of<Deferred>(
            "deferred", "references in slots counted; what has none is in a table that a stop compares with locals", "Deutsch, Bobrow, CACM 1976"),
        CounterEntry.Of<Dynamic<QuietSlots>>("dynamic", "plain counts until an object escapes, interlocked ones from then on", "Ungar, Grove, Franke, DLS 2017")
            .Cured<Dynamic<QuiescentSlots>>().Cured<Dynamic<HazardSlots>>(),
        CounterEntry.Of<Coalescing<QuietSlots, WholeObject>>(
                "coalescing", "of a field's values between two stops the first and the last counted; written objects or slots are logged",
                "Levanoni, Petrank, OOPSLA 2001; MMTk; LXR, PLDI 2022", "object")
            .Cured<Coalescing<StoppedSlots, WholeObject>>()
            .Or<Coalescing<QuietSlots, SingleSlot>>("slot").Cured<Coalescing<StoppedSlots, SingleSlot>>(),
        CounterEntry.Of<Weighted>(
            "weighted", "messages are counted, not references; each mutator traces its own objects, without a stop", "ORCA [Clebsch et al. 2017]; ponyc, gc/gc.c"),
    ];

    private static readonly AllocatorEntry[] AllocatorTable =
    [
        AllocatorEntry.Of<SharedAllocator<NoLatch>, SharedAllocator<Latched>>("shared", "one set of pools for all mutators", "CPython 3.9 to 3.13, Objects/obmalloc.c"),
        AllocatorEntry.Of<LeasedAllocator, LeasedAllocator, TypeStable>("leased", "pools leased to mutators; foreign frees go home in chains", "after mimalloc [Leijen, Zorn, de Moura 2019]"),
    ];

    private static readonly CollectorEntry[] CollectorTable = [new GenerationalEntry(), new BackupTraceEntry()];

    public static IReadOnlyList<CatalogEntry> Counters { get; } = [.. CounterTable.Select(e => e.Entry)];

    public static IReadOnlyList<CatalogEntry> Collectors { get; } = [.. CollectorTable.Select(e => e.Entry)];

    public static IReadOnlyList<CatalogEntry> Allocators { get; } = [.. AllocatorTable.Select(e => e.Entry)];

    /// <summary>Facts about a collector.</summary>
    /// <exception cref="ArgumentException">There is none of that name.</exception>
    public static CollectorTraits CollectorTraitsOf(string name) =>
        Collector(name)?.Traits ?? throw new ArgumentException($"no collector '{name}'", nameof(name));

    /// <summary>Every way to use each counting strategy.</summary>
    public static IEnumerable<CounterForm> CounterForms => CounterTable.SelectMany(e => e.Forms);

    /// <summary>The entry of a name, or null.</summary>
    internal static CounterEntry? Counter(string name) => Array.Find(CounterTable, e => e.Entry.Name == name);

    internal static AllocatorEntry? Allocator(string name) => Array.Find(AllocatorTable, e => e.Entry.Name == name);

    internal static CollectorEntry? Collector(string name) => Array.Find(CollectorTable, e => e.Entry.Name == name);
}
