using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.Running;

/// <summary>An experiment as its author wrote it: a question, a sweep, and claims made before the run.</summary>
public sealed record ExperimentFile
{
    public required string Path { get; init; }

    /// <summary>The whole text, what it extends included: kept with the results, so that conclusions need nothing else.</summary>
    public string Text { get; init; } = "";

    /// <summary><c>01-the-cost-of-thread-safe-counting</c></summary>
    public required string Id { get; init; }

    /// <summary>Goes up when a predicate changes after data were seen (rule A4).</summary>
    public required int Revision { get; init; }

    public required string Title { get; init; }

    public required string Question { get; init; }

    /// <summary>Its quantities are counts of seeded runs: each cell runs once, in the order of the file, without canaries, gates and intervals.</summary>
    public bool IsExact { get; init; }

    /// <summary>Of the order, the extra environment and the resampling; not the workload's.</summary>
    public required ulong Seed { get; init; }

    /// <summary>On fewer cores the experiment is not applicable.</summary>
    public int RequiresCores { get; init; } = 1;

    public required IReadOnlyDictionary<string, string> Base { get; init; }

    /// <summary>In tag order.</summary>
    public required IReadOnlyList<Factor> Matrix { get; init; }

    /// <summary>A cell is left out that has, for each tag of an entry, one of the levels there.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, IReadOnlyList<string>>> Exclude { get; init; } = [];

    /// <summary>Cells beside the matrix.</summary>
    public IReadOnlyList<Cell> ExplicitCells { get; init; } = [];

    /// <summary>Null: nothing is split.</summary>
    public SplitSpec? Split { get; init; }

    public CellDouble? AaPair { get; init; }

    /// <summary>Gate G4: cells that agree in these tags do the same work.</summary>
    public IReadOnlyList<string> SameWorkBy { get; init; } = [];

    public required IReadOnlyDictionary<string, Profile> Profiles { get; init; }

    public required IReadOnlyList<MetricDefinition> Metrics { get; init; }

    public required IReadOnlyList<PredicateSpec> Predicates { get; init; }

    public IReadOnlyList<FigureSpec> Figures { get; init; } = [];

    /// <summary>A sentence with <c>{expression:format}</c>; formats: <c>ns</c>, <c>ms</c>, <c>percent</c>, <c>times</c>.</summary>
    public string Verdict { get; init; } = "";
}
