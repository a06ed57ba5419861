using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.LockingCost;

/// <summary>What disturbed invocations show: shapes, to be printed hollow beside the word inconclusive, and never an estimate (rule A5). An invocation counts here that did
/// its work, whatever else ran on the machine.</summary>
public sealed class HollowValues
{
    private readonly SampleTable _samples;

    public HollowValues(IReadOnlyList<ResultRow> rows, int blocks)
    {
        _samples = new SampleTable(blocks);
        foreach (IGrouping<(string Cell, int Block), ResultRow> place in rows.Where(DidItsWork).GroupBy(row => (row.Cell, row.Block)))
            _samples.Add(place.Key.Cell, place.Key.Block, place.Last().ToSample());
    }

    /// <summary>The median over the blocks in which all cells ran; NaN without one.</summary>
    public double Of(Expression expression)
    {
        double[] values = [.. _samples.BlocksWithAll([.. expression.Cells.Distinct()]).Select(block => expression.Evaluate(new ObservedBlock(_samples, block)))
            .Where(double.IsFinite)];
        return values.Length == 0 ? double.NaN : Median.Of(values);
    }

    private static bool DidItsWork(ResultRow row) => row is { IsTimed: true, IsPassed: true } && row.Gate(Gates.SameWork) != false && row.Gate(Gates.Build) != false;
}
