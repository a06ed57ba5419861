using GcActors.Core;
using GcActors.Core.Wording;
using GcActors.Core.Workloads;

namespace GcActors.Experiments.Settings;

/// <summary>The names that settings may use besides fixed choices. The real one is Core's catalog; a test brings its own.</summary>
public sealed record Vocabulary
{
    /// <summary>Core's catalog.</summary>
    public static Vocabulary Core { get; } = new()
    {
        Counters = Catalog.Counters,
        Collectors = Catalog.Collectors,
        Allocators = Catalog.Allocators,
        Workloads = Catalog.Workloads,
        ParametersOf = Catalog.ParametersOf,
    };

    public required IReadOnlyList<CatalogEntry> Counters { get; init; }

    public required IReadOnlyList<CatalogEntry> Collectors { get; init; }

    public required IReadOnlyList<CatalogEntry> Allocators { get; init; }

    public required IReadOnlyList<CatalogEntry> Workloads { get; init; }

    /// <summary>The parameters of a workload that <see cref="Workloads"/> names.</summary>
    public required Func<string, IReadOnlyList<WorkloadParameter>> ParametersOf { get; init; }

    /// <exception cref="SettingsException">The setting takes a name of the catalog, and there is none such.</exception>
    public void Check(string key, string name, string origin)
    {
        switch (key)
        {
            case "counting.strategy": Check("counter", Counters, name, origin); break;
            case "collection.collector": Check("collector", Collectors, name, origin); break;
            case "heap.allocator": Check("allocator", Allocators, name, origin); break;
            case "workload": Check("workload", Workloads, name, origin); break;
            default: break;
        }
    }

    private static void Check(string what, IReadOnlyList<CatalogEntry> known, string name, string origin)
    {
        if (known.All(e => e.Name != name))
        {
            throw new SettingsException(origin, $"unknown {what} '{name}'{NearestName.Hint(name, known.Select(e => e.Name), "one of")}");
        }
    }
}
