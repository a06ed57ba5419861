using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>What a run found.</summary>
public sealed record ExperimentResult
{
    /// <summary>Conjunction of all claims; unknown when it was interrupted.</summary>
    public required Truth Overall { get; init; }

    public required IReadOnlyList<PredicateVerdict> Verdicts { get; init; }

    public required ExperimentTable Table { get; init; }

    /// <summary>The locking cost by cause; none where the experiment has no split.</summary>
    public IReadOnlyList<CostTable> Splits { get; init; } = [];

    /// <summary>One sentence with intervals.</summary>
    public required string VerdictSentence { get; init; }

    /// <summary>The A/A pair; null when there is none.</summary>
    public required TableValue? AaRatio { get; init; }

    public required IReadOnlyList<ExcludedRow> Excluded { get; init; }

    /// <summary>What the file describes and this run does not have.</summary>
    public IReadOnlyList<LeftOut> LeftOut { get; init; } = [];

    /// <summary>Versions of CPython whose interpreters were to run scenarios side by side, in the order of the cells.</summary>
    public IReadOnlyList<string> ComparedVersions { get; init; } = [];

    public required string Folder { get; init; }

    public required bool IsInterrupted { get; init; }

    /// <summary>Invocations that crashed, timed out or failed a check: exit code 4 when a place of the plan has nothing else.</summary>
    public required int FailedTrials { get; init; }
}
