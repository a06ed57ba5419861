using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.LockingCost;

/// <summary>A number with its interval, and what it is hollow where it is inconclusive.</summary>
/// <param name="Value">By the rules.</param>
/// <param name="Hollow">Of disturbed invocations too (<see cref="HollowValues"/>); NaN without any.</param>
public sealed record CostValue(TableValue Value, double Hollow);

/// <summary>A part with its number.</summary>
/// <param name="Part">What it is.</param>
/// <param name="Cost">ns a counted operation; null where it is not measured.</param>
/// <param name="Share">Of the whole; null where it is not measured.</param>
public sealed record CostRow(CostPart Part, CostValue? Cost, CostValue? Share);

/// <summary>How much longer mutators take for each ns that is added at a place.</summary>
public sealed record CostExposure(DosePlace Place, CostValue Value);

/// <summary>The split of one strategy's cost.</summary>
/// <param name="Parts">Where the expressions come from.</param>
/// <param name="Whole">The whole, ns a counted operation.</param>
/// <param name="Rows">In the order of the ladder, what is beside the sum last.</param>
/// <param name="Locking">What locking costs in all: everything beyond the plain program run in parallel.</param>
/// <param name="IsClosed">By rule 7.5: |X| is at most 5 % of the whole, or less than its own interval's half width; null: nothing to judge by.</param>
/// <param name="OperationsPerUs">Counted operations in a µs of thread time, without twins.</param>
/// <param name="Exposures">See <see cref="CostParts.Exposures"/>.</param>
/// <param name="OperationsPerAlloc">Counted operations an allocation of the run; null where it allocates nothing.</param>
public sealed record CostTable(
    CostParts Parts, CostValue Whole, IReadOnlyList<CostRow> Rows, CostRow Locking, bool? IsClosed, CostValue OperationsPerUs, IReadOnlyList<CostExposure> Exposures,
    double? OperationsPerAlloc)
{
    public static CostTable Of(CostParts parts, Analysis analysis, IReadOnlyList<ResultRow> rows)
    {
        var hollow = new HollowValues(rows, analysis.Experiment.Profile.Blocks);
        CostValue Value(string text)
        {
            Expression expression = analysis.Experiment.Split!.Language.ParseExpression(text);
            return new CostValue(analysis.ValueOf(expression), hollow.Of(expression));
        }

        CostRow Row(CostPart part) => part.IsMeasured
            ? new CostRow(part, Value(part.Expression), Value($"({part.Expression}) / {parts.Whole}"))
            : new CostRow(part, null, null);
        CostRow[] all = [.. parts.All.Select(Row)];
        ResultRow? run = rows.LastOrDefault(row => row.Cell == parts.WholeCell.Name && row.IsPassed);
        return new CostTable(
            parts,
            Value(parts.Whole),
            all,
            Row(new CostPart("locking", "everything beyond the plain program run in parallel", PartKind.Beside, parts.Locking)),
            IsClosedBy(all.FirstOrDefault(row => row.Part is { Key: "X", IsMeasured: true })),
            Value($"1000 / {parts.BareCell.Term("T")}"),
            [.. parts.Exposures.Select(exposure => new CostExposure(exposure.Place, Value(exposure.Expression)))],
            run?.Extra("run_allocs") is > 0 and var allocs ? run.Extra("run_operations") / allocs : null);
    }

    private static bool? IsClosedBy(CostRow? residual) => residual?.Share?.Value is not { IsConclusive: true, Estimate: var share } ? null : NegligibleNode.Of(share) switch
    {
        Truth.True => true,
        Truth.False => false,
        _ => null,
    };
}
