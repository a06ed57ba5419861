namespace GcActors.Core.Exploring;

/// <summary>What <see cref="Exploration"/> can explore.</summary>
/// <param name="Name">A counting strategy.</param>
/// <param name="Scenes">Names of the scenes that it must stand.</param>
/// <param name="Mutants">Its broken twins.</param>
public sealed record ProtocolDescription(string Name, IReadOnlyList<string> Scenes, IReadOnlyList<MutantDescription> Mutants);

/// <summary>A broken twin.</summary>
/// <param name="Name">Its number in counting-strategies.md 6.</param>
/// <param name="Summary">What is wrong with it.</param>
/// <param name="FailsOn">The strongest machine that it fails on.</param>
public sealed record MutantDescription(string Name, string Summary, MemoryModel FailsOn);

/// <summary>What to explore.</summary>
/// <param name="Protocol">A name of <see cref="Exploration.Protocols"/>.</param>
/// <param name="Mutant">One of its mutants; null: the strategy itself.</param>
/// <param name="Memory">The machine.</param>
public sealed record ExplorationSubject(string Protocol, string? Mutant, MemoryModel Memory);

/// <summary>What was explored, and what was found.</summary>
public sealed record ExplorationReport
{
    /// <summary>Schedules run, or for an exhaustive exploration: all that there are.</summary>
    public required UInt128 Schedules { get; init; }

    /// <summary>Different ones among them.</summary>
    public required UInt128 DistinctSchedules { get; init; }

    /// <summary>Different states; 0 for random schedules, which do not tell them apart.</summary>
    public required long States { get; init; }

    /// <summary>False: there are more states than an exhaustive exploration looks at.</summary>
    public required bool IsComplete { get; init; }

    /// <summary>Scenes explored, without generated ones; of an exhaustive exploration, the one that failed is the last.</summary>
    public required IReadOnlyList<string> Scenes { get; init; }

    /// <summary>Where the code was seen to access shared memory.</summary>
    public required IReadOnlyList<string> SitesReached { get; init; }

    /// <summary>Where no schedule came; empty for a mutant, whose scenes are few.</summary>
    public required IReadOnlyList<string> SitesMissed { get; init; }

    public required ExplorationFailure? Failure { get; init; }
}

/// <summary>A violation.</summary>
/// <param name="Scene">Where.</param>
/// <param name="Seed">Of the one random schedule that shows it; null: found by an exhaustive exploration.</param>
/// <param name="Violation">What is wrong.</param>
/// <param name="Steps">Steps of the schedule, made small; of a shortest one, if exhaustive.</param>
/// <param name="Trace">The schedule: a column a thread, a line a step.</param>
public sealed record ExplorationFailure(string Scene, ulong? Seed, string Violation, int Steps, IReadOnlyList<string> Trace);
