namespace GcActors.Core.Collection;

/// <summary>What one collection did.</summary>
public sealed record CollectionStats
{
    /// <summary>A serial collection has about so many laps.</summary>
    private const int UsualLaps = 8;

    private readonly List<PhaseLap> _laps = new(UsualLaps);

    /// <summary>Objects whose fields were walked, each walk counted.</summary>
    public long ObjectsVisited { get; set; }

    /// <summary>Reference fields walked by the first walk of each object (mark or subtract), null ones included; items outside objects are not counted.</summary>
    public long EdgesVisited { get; set; }

    /// <summary>Tracked objects found unreachable: the number that CPython's <c>gc.collect()</c> reports.</summary>
    public long GarbageFound { get; set; }

    /// <summary>Objects freed, those that died because garbage gave them up included.</summary>
    public long ObjectsFreed { get; set; }

    /// <summary>Objects that a trace found dead and whose counts were stuck.</summary>
    public long StuckFreed { get; set; }

    /// <summary>What references that a crash has lost came to, where this was the trace that ended it: the leak is freed, the counts are right.</summary>
    public Leak Repaired { get; set; }

    /// <summary>Non-null fields of freed objects: the canonical decrements of their deaths.</summary>
    public long Decrements { get; set; }

    /// <summary>Tracked objects of the region that survived.</summary>
    public long Survivors { get; set; }

    /// <summary>Tracked objects of each generation before the collection; null: the collector knows no generations.</summary>
    public GenerationSizes? Before { get; set; }

    /// <summary>Time in serial stretches and in parallel phases, for Amdahl's limit.</summary>
    public long SerialNs => Sum(parallel: false);

    public long ParallelNs => Sum(parallel: true);

    /// <summary>ns by phase name, in order.</summary>
    public SortedDictionary<string, long> PhaseNs
    {
        get
        {
            var phases = new SortedDictionary<string, long>(StringComparer.Ordinal);
            foreach (PhaseLap lap in _laps)
            {
                phases[lap.Phase] = phases.GetValueOrDefault(lap.Phase) + lap.Ns;
            }

            return phases;
        }
    }

    /// <summary>Most bytes of side tables in use.</summary>
    public long SideBytesPeak { get; set; }

    /// <summary>Stretches of time, in order.</summary>
    internal IReadOnlyList<PhaseLap> Laps => _laps;

    internal void Book(PhaseLap lap) => _laps.Add(lap);

    private long Sum(bool parallel)
    {
        long ns = 0;
        foreach (PhaseLap lap in _laps)
        {
            ns += lap.IsParallel == parallel ? lap.Ns : 0;
        }

        return ns;
    }
}
