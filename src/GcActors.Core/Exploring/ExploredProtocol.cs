using GcActors.Core.Counting;

namespace GcActors.Core.Exploring;

/// <summary>A strategy with the scenes that its traits allow, and its broken twins.</summary>
/// <param name="Name">As the catalog's, or with <c>+immortal</c>.</param>
/// <param name="Strategy">The very code.</param>
/// <param name="Scenes">All that it must stand.</param>
/// <param name="Sites">Where its code accesses shared memory: every one must be reached, and there must be no other.</param>
/// <param name="Mutants">Its broken twins.</param>
internal sealed record ExploredProtocol(
    string Name, IExploredStrategy Strategy, IReadOnlyList<Scene> Scenes, IReadOnlyList<string> Sites, params IReadOnlyList<Mutant> Mutants)
{
    /// <summary>Whether its mutators can play scenes made from seeds, too.</summary>
    public bool PlaysGenerated { get; init; } = true;

    public static ExploredProtocol Of<TCounter>(string name, string[] sites, params IReadOnlyList<Mutant> mutants)
        where TCounter : struct, IRefCounter<TCounter> =>
        new(name, new ExploredStrategy<TCounter>(), [.. Exploring.Scenes.UpTo(TCounter.Traits.MaxSharing)], sites, mutants);

    /// <summary>A strategy in scenes chosen for it.</summary>
    public static ExploredProtocol In<TCounter>(IEnumerable<Scene> scenes, string name, string[] sites, params IReadOnlyList<Mutant> mutants)
        where TCounter : struct, IRefCounter<TCounter> => new(name, new ExploredStrategy<TCounter>(), [.. scenes], sites, mutants);
}

/// <summary>A fault of counting-strategies.md section 6.</summary>
/// <param name="Name">Its number there, and where it takes several forms, which.</param>
/// <param name="Summary">What is wrong with it.</param>
/// <param name="Strategy">The broken twin.</param>
/// <param name="FailsOn">The strongest machine that it fails on.</param>
/// <param name="Scenes">The minimal scene or scenes.</param>
internal sealed record Mutant(string Name, string Summary, IExploredStrategy Strategy, MemoryModel FailsOn, params IReadOnlyList<Scene> Scenes)
{
    /// <summary>A strategy as it is, in scenes that its traits refuse: that they are right to.</summary>
    public static Mutant Outside<TCounter>(string name, string summary, params IReadOnlyList<Scene> scenes)
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, new ExploredStrategy<TCounter>(), MemoryModel.Sc, scenes);

    /// <summary>A mutator with a fault in its code.</summary>
    public static Mutant Broken<TCounter>(
        string name, string summary, Func<ExploredHeap, int, ExploredMutator> make, params IReadOnlyList<Scene> scenes)
        where TCounter : struct, IRefCounter<TCounter> => new(name, summary, new ExploredStrategy<TCounter>(make), MemoryModel.Sc, scenes);

    /// <summary>A strategy on memory that has forgotten an order.</summary>
    public static Mutant Unordered<TCounter, TMemory>(string name, string summary, params IReadOnlyList<Scene> scenes)
        where TCounter : struct, IRefCounter<TCounter>
        where TMemory : struct, IMemoryAccess => new(
            name,
            summary,
            new ExploredStrategy<TCounter>((heap, thread) => new ExploredMutator<TCounter, TMemory>(heap, thread)),
            MemoryModel.Arm,
            scenes);
}
