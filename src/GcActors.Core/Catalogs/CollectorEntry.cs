using GcActors.Core.Collection;
using GcActors.Core.Counting;
using GcActors.Core.Objects;
using GcActors.Core.Settings;

namespace GcActors.Core.Catalogs;

/// <summary>A cycle collector in the catalog.</summary>
internal abstract class CollectorEntry(string name, string summary, string source, CollectorTraits traits)
{
    public CatalogEntry Entry { get; } = new(name, summary, source);

    public CollectorTraits Traits { get; } = traits;

    /// <summary>A fresh collector for a heap whose objects are counted and allocated by these types.</summary>
    public abstract ICycleCollector Create<TCounter, TAllocator>(CollectionSettings settings)
        where TCounter : struct, IRefCounter<TCounter>
        where TAllocator : struct, IHeapAllocator<TAllocator>;

    /// <summary>Only its question, for object models that see to their garbage themselves.</summary>
    public abstract IRegionSplit CreateSplit<TCounter>(CollectionSettings settings, Heap heap)
        where TCounter : struct, IRefCounter<TCounter>;
}

/// <summary>CPython's generational subtraction.</summary>
internal sealed class GenerationalEntry() : CollectorEntry(
    "generational",
    "three generations, garbage by subtracting internal references from counts",
    "CPython 3.9 to 3.13, Modules/gcmodule.c",
    new CollectorTraits(UsesCounts: true, HasGenerations: true, HasParallelPhases: true))
{
    public override ICycleCollector Create<TCounter, TAllocator>(CollectionSettings settings) =>
        new GenerationalCollector<TCounter, TAllocator>(OrderOf(settings), settings.ParallelFrom);

    public override IRegionSplit CreateSplit<TCounter>(CollectionSettings settings, Heap heap) =>
        new SubtractionSplit<TCounter, SoundRules>(heap, OrderOf(settings), settings.ParallelFrom);

    private static CollectionOrder OrderOf(CollectionSettings settings) =>
        settings.Order == "place" ? CollectionOrder.Place : CollectionOrder.CPython;
}

/// <summary>Mark from the roots, sweep.</summary>
internal sealed class BackupTraceEntry() : CollectorEntry(
    "backup-trace",
    "stop-the-world mark from the roots and sweep; ignores counts",
    "MMTk's refcount plans; The Garbage Collection Handbook, chapter 2",
    new CollectorTraits(UsesCounts: false, HasGenerations: false, HasParallelPhases: false))
{
    public override ICycleCollector Create<TCounter, TAllocator>(CollectionSettings settings) =>
        new BackupTrace<TCounter, TAllocator>();

    public override IRegionSplit CreateSplit<TCounter>(CollectionSettings settings, Heap heap) => new TraceSplit<TCounter>(heap);
}
