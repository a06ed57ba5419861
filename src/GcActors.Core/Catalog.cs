namespace GcActors.Core;

/// <summary>What can be named in a setting: one line an entry, with what the listings print.</summary>
/// <param name="Name">The word in settings, command lines and results.</param>
/// <param name="Summary">One line.</param>
/// <param name="Source">Paper, PEP or system, with version.</param>
public sealed record CatalogEntry(string Name, string Summary, string Source);

/// <summary>Names to types: the one line you add for a new strategy, collector, allocator or workload.</summary>
public static partial class Catalog
{
    public static IReadOnlyList<CatalogEntry> Counters { get; } = [];

    public static IReadOnlyList<CatalogEntry> Collectors { get; } = [];

    public static IReadOnlyList<CatalogEntry> Allocators { get; } = [];
}
