using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.Running;

/// <summary>An experiment file resolved for one profile and one machine: every cell and every claim is known.</summary>
public sealed record Experiment
{
    public required ExperimentFile File { get; init; }

    public required Profile Profile { get; init; }

    public required ulong Seed { get; init; }

    /// <summary>Cores that mutators may use: levels may go up to them.</summary>
    public required int Cores { get; init; }

    /// <summary>Dotted keys laid over every cell.</summary>
    public required IReadOnlyDictionary<string, string> Overrides { get; init; }

    /// <summary>In matrix order, then twins; the A/A double last.</summary>
    public required IReadOnlyList<Cell> Cells { get; init; }

    /// <summary>Cells of the file that the build cannot run, and claims that speak of them.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    public required CellLanguage Language { get; init; }

    /// <summary>Of the locking cost, by cause; null: the file has none. Its twins are among <see cref="Cells"/>.</summary>
    public CostSplit? Split { get; init; }

    /// <summary>The command line wants traces. Where they are no factor of the experiment, its trials are no timing data then.</summary>
    public bool IsTracedOnDemand { get; init; }

    /// <summary>Shows shapes and is not to be cited (rule A8). Counts are what they are in any profile.</summary>
    public bool IsIndicative => Profile.Name == "quick" && !File.IsExact;

    /// <summary>Cells that had enough before the last block, and after how many (<see cref="AdaptiveStop"/>).</summary>
    public IReadOnlyDictionary<string, int> StoppedAfter { get; init; } = new Dictionary<string, int>();

    /// <summary>How much was run, for titles and captions.</summary>
    public string Extent => File.IsExact ? $"{Profile.Name}, exact counts" : $"{Profile.Name}, {BlocksText}";

    /// <summary>"5 blocks", "5 to 12 blocks".</summary>
    public string BlocksText => Cells.Min(cell => BlocksOf(cell.Name)) is var fewest && fewest < MostBlocks ? $"{fewest} to {MostBlocks} blocks" : $"{MostBlocks} blocks";

    /// <summary>Claims that apply to this profile.</summary>
    public required IReadOnlyList<(PredicateSpec Spec, PredicateNode Node)> Predicates { get; init; }

    /// <summary>SHA-256 over the claims of this revision, stored with every row (rule A4).</summary>
    public required string PredicateHash { get; init; }

    /// <summary>Cells that the experiment compares; the rest are twins.</summary>
    public IEnumerable<Cell> ComparedCells => Cells.Where(cell => !IsTwin(cell));

    /// <summary>Whether a cell belongs to the split, or doubles one that does.</summary>
    public bool IsTwin(Cell cell) => Split?.Has(cell.DoubleOf ?? cell.Name) == true;

    /// <summary>How many blocks were wanted of a cell.</summary>
    public int BlocksOf(string cell) => StoppedAfter.GetValueOrDefault(cell, Profile.Blocks);

    /// <summary>Whether an invocation of a block is still wanted.</summary>
    public bool Wants(Invocation invocation) =>
        invocation.Block < (invocation.Kind == InvocationKind.Timed ? BlocksOf(invocation.Cell) : MostBlocks);

    private int MostBlocks => Cells.Max(cell => BlocksOf(cell.Name));

    /// <summary>In which a cell's metrics are defined.</summary>
    public CellLanguage LanguageOf(Cell cell) => IsTwin(cell) ? Split!.Language : Language;
}
