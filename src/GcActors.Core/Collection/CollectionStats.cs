namespace GcActors.Core.Collection;

/// <summary>What one collection did.</summary>
public sealed record CollectionStats
{
    /// <summary>Objects whose fields were walked, each walk counted.</summary>
    public long ObjectsVisited { get; set; }

    /// <summary>Reference fields walked by the first walk of each object (mark or subtract), null ones included; items outside objects are not counted.</summary>
    public long EdgesVisited { get; set; }

    /// <summary>Tracked objects found unreachable: the number that CPython's <c>gc.collect()</c> reports.</summary>
    public long GarbageFound { get; set; }

    /// <summary>Objects freed, those that died because garbage gave them up included.</summary>
    public long ObjectsFreed { get; set; }

    /// <summary>Non-null fields of freed objects: the canonical decrements of their deaths.</summary>
    public long Decrements { get; set; }

    /// <summary>Tracked objects of the region that survived.</summary>
    public long Survivors { get; set; }

    /// <summary>Time in serial stretches and in parallel phases, for Amdahl's limit.</summary>
    public long SerialNs { get; set; }

    public long ParallelNs { get; set; }

    /// <summary>ns by phase name, in order.</summary>
    public SortedDictionary<string, long> PhaseNs { get; } = new(StringComparer.Ordinal);

    /// <summary>Most bytes of side tables in use.</summary>
    public long SideBytesPeak { get; set; }
}
