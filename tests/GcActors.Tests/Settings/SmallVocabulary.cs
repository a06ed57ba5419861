using GcActors.Core;
using GcActors.Core.Workloads;
using GcActors.Experiments.Settings;

namespace GcActors.Tests.Settings;

/// <summary>Names enough for the tests of settings and command line, whatever Core's catalog holds.</summary>
internal static class SmallVocabulary
{
    public static Vocabulary Instance { get; } = new()
    {
        Counters = Entries("unsync", "racing-pinned", "racy-census", "gil", "atomic", "biased-703", "buffered", "private", "none", "weighted"),
        Collectors = Entries("generational", "backup-trace"),
        Allocators = Entries("shared", "leased"),
        Workloads = Entries("churn", "hot", "lists"),
        ParametersOf = workload => workload == "lists"
            ?
            [
                new WorkloadParameter("length", 1000, 100, 1, 1_000_000, "Nodes of a list"),
                new WorkloadParameter("shape", 0, 1, 0, 2, "Shape of a list", ["list", "dlist", "ring"]),
            ]
            : [],
    };

    private static IReadOnlyList<CatalogEntry> Entries(params string[] names) => [.. names.Select(n => new CatalogEntry(n, $"the {n}", "test"))];
}
