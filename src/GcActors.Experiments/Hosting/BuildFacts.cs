namespace GcActors.Experiments.Hosting;

/// <summary>What was built, from what.</summary>
public sealed record BuildFacts
{
    /// <summary>Commit of the checkout that holds the program; null outside of one or without git.</summary>
    public string? Commit { get; init; }

    /// <summary>Whether the checkout differs from its commit.</summary>
    public bool? Dirty { get; init; }

    public bool Optimised { get; init; }

    /// <summary>SHA-256 of our assemblies by file name.</summary>
    public IReadOnlyDictionary<string, string> AssemblySha256 { get; init; } = new SortedDictionary<string, string>(StringComparer.Ordinal);
}
