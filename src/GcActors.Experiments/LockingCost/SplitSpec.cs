using GcActors.Experiments.Running;

namespace GcActors.Experiments.LockingCost;

/// <summary>What an experiment file says under <c>split</c>: whose locking cost is to be split by cause, beside what the experiment compares.</summary>
public sealed record SplitSpec
{
    /// <summary>Of all twins, over the base and the profile.</summary>
    public IReadOnlyDictionary<string, string> Settings { get; init; } = new Dictionary<string, string>();

    /// <summary>By label: settings that choose a strategy.</summary>
    public required Factor Strategies { get; init; }

    /// <summary>Numbers of mutators.</summary>
    public required Factor Mutators { get; init; }

    /// <summary>Known costs, ns an operation; without levels: none.</summary>
    public required Factor Doses { get; init; }

    /// <summary>Where they are put, if a strategy has such a place.</summary>
    public IReadOnlyList<DosePlace> DosePlaces { get; init; } = [DosePlace.Operation];

    /// <summary>Of the cells with doses, over those of the twins.</summary>
    public IReadOnlyDictionary<string, string> DoseSettings { get; init; } = new Dictionary<string, string>();

    /// <summary>By number of mutators: why decisions do not hold in another order. A trial that finds a tape unconfined where nothing is said here refuses.</summary>
    public IReadOnlyDictionary<string, string> Unconfined { get; init; } = new Dictionary<string, string>();

    /// <summary>Numbers of mutators with which not every count can have a line of its own.</summary>
    public IReadOnlyList<string> WithoutLines { get; init; } = [];
}
