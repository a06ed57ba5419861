using System.Globalization;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Results;

/// <summary>Plans repetitions from the rows of a pilot run. What an invocation costs beside its measured iterations is seen from when the next one began.</summary>
public static class RepetitionPlanning
{
    private const double NsPerS = 1e9;

    /// <returns>For each cell; null: too few invocations or iterations.</returns>
    public static IEnumerable<(string Cell, RepetitionPlan? Plan)> Of(Experiment experiment, IReadOnlyList<ResultRow> rows, double target)
    {
        double overheadNs = OverheadNs(rows) ?? experiment.Profile.SecondsPerInvocation * NsPerS;
        var judge = new RowJudge(rows);
        ILookup<string, ResultRow> valid = judge.ValidRows().ToLookup(row => row.Cell);
        foreach (string cell in experiment.Cells.Select(cell => cell.Name))
        {
            double[][] invocations = [.. valid[cell].Select(row => row.Iterations("wall_ns").ToArray()).Where(iterations => iterations.Length >= 2)];
            yield return (cell, invocations.Length < 2
                ? null
                : RepetitionPlan.Of(invocations, overheadNs, invocations.Average(iterations => iterations.Average()), target));
        }
    }

    /// <summary>Median over invocations of the time to the next one's start in the same group, less the measured iterations; null: none has a next one.</summary>
    private static double? OverheadNs(IReadOnlyList<ResultRow> rows)
    {
        double[] overheads = [.. rows.GroupBy(row => row.Group).SelectMany(group => group.OrderBy(row => row.Number("order_index")).ToArray() is var ordered
            ? ordered.Zip(ordered.Skip(1)).Where(pair => pair.First.IsTimed).Select(pair => (Started(pair.Second) - Started(pair.First)).TotalNanoseconds
                - pair.First.Iterations("wall_ns").Sum())
            : []).Where(ns => ns > 0)];
        return overheads.Length == 0 ? null : Median.Of(overheads);
    }

    private static DateTimeOffset Started(ResultRow row) =>
        DateTimeOffset.TryParse(row.Json["started_utc"]?.ToString(), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset started) ? started : default;
}
