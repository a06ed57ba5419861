using GcActors.Core.Workloads;

namespace GcActors.Core;

public static partial class Catalog
{
    // One line a workload, and nothing else to do.
    private static readonly WorkloadEntry[] WorkloadTable =
    [
        WorkloadEntry.Of<SelfList>(),
        WorkloadEntry.Of<Pair>(),
        WorkloadEntry.Of<Churn>(),
        WorkloadEntry.Of<Life>(),
        WorkloadEntry.Of<Comb>(),
        WorkloadEntry.Of<BinaryTrees>(),
        WorkloadEntry.Of<GcBench>(),
        WorkloadEntry.Of<Lists>(),
        WorkloadEntry.Of<RandomGraph>(),
        WorkloadEntry.Of<Chain>(),
        WorkloadEntry.Of<Larson>(),
        WorkloadEntry.Of<XmallocTest>(),
        WorkloadEntry.Of<Mstress>(),
        WorkloadEntry.Of<CacheScratch>(),
        WorkloadEntry.Of<Hot>(),
        WorkloadEntry.Of<CounterMix>(),
        WorkloadEntry.Of<Ladder>(),
        WorkloadEntry.Of<Scaling>(),
        WorkloadEntry.Of<Lru>(),
        WorkloadEntry.Of<Server>(),
        WorkloadEntry.Of<HandOver>(),
        WorkloadEntry.Of<Pipeline>(),
        WorkloadEntry.Of<TraceReplay>(),
    ];

    public static IReadOnlyList<CatalogEntry> Workloads { get; } =
        [.. WorkloadTable.Select(entry => entry.Description).Select(d => new CatalogEntry(d.Name, d.Summary, d.Source))];

    /// <summary>The parameters that a workload declares.</summary>
    /// <exception cref="KeyNotFoundException">No workload of that name.</exception>
    public static IReadOnlyList<WorkloadParameter> ParametersOf(string workload) => WorkloadOf(workload).Description.Parameters;

    /// <summary>The number of mutators nearest to the one wished that a workload is defined for.</summary>
    /// <exception cref="KeyNotFoundException">No workload of that name.</exception>
    public static int NearestMutators(string workload, int mutators) => WorkloadOf(workload).NearestMutators(mutators);

    /// <summary>The workload of a name.</summary>
    /// <exception cref="KeyNotFoundException">No workload of that name.</exception>
    internal static WorkloadEntry WorkloadOf(string name)
        => Array.Find(WorkloadTable, entry => entry.Description.Name == name) ?? throw new KeyNotFoundException(name);
}
