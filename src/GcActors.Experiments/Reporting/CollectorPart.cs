using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Reporting;

/// <summary>What the memory manager did, by cell, where rows have it; and the A/A pair.</summary>
internal static class CollectorPart
{
    private const double NsPerMs = 1e6;

    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        if (run.Analysis is not { } analysis)
            yield break;
        ILookup<string, ResultRow> rows = analysis.ValidRows.ToLookup(row => row.Cell);
        Column[] columns = [.. s_columns.Where(column => analysis.Experiment.ComparedCells.Any(cell => rows[cell.Name].Any(row => column.Of(row) is > 0)))];
        if (columns.Length > 0)
        {
            yield return new ReportHeading("Collector and counts");
            yield return new ReportTable(
                ["cell", .. columns.Select(column => column.Name)],
                [.. analysis.Experiment.ComparedCells.Select(cell => (IReadOnlyList<ReportCell>)[cell.Name, .. columns.Select(c => Middle(rows[cell.Name], c))])],
                FirstNumber: 1);
            yield return new ReportParagraph("Medians over the invocations that count; of stops, over the measured iterations of an invocation.");
        }

        if (analysis.Experiment.File.IsExact)
            yield break;
        yield return new ReportHeading("The same cell twice (A/A)");
        yield return analysis.AaRatio() is { } aa
            ? new ReportParagraph(AaText(analysis, aa), aa.IsConclusive ? Tone.Plain : Tone.Unknown)
            : new ReportParagraph("The experiment has no A/A pair, so there is no measure of what differs by itself.", Tone.Warning);
    }

    private static string AaText(Analysis analysis, TableValue aa)
    {
        Cell twin = analysis.Experiment.Cells.First(cell => cell.DoubleOf is not null);
        string found = aa.Estimate.IsDefined ? NumberText.Of(aa.Estimate, "times") : "no value";
        string reading = !aa.IsConclusive ? $"inconclusive: {aa.Reason}"
            : aa.Estimate.Low <= 1 && aa.Estimate.High >= 1 ? "the interval contains 1, as it should; what is smaller than it is noise"
            : "the interval does not contain 1: something but the settings makes a difference of this size";
        return $"{twin.Name} / {twin.DoubleOf}, {analysis.Experiment.LanguageOf(twin).Metrics[0].Name}: {found}; {reading}.";
    }

    private static ReportCell Middle(IEnumerable<ResultRow> rows, Column column)
    {
        double[] values = [.. rows.Select(column.Of).OfType<double>()];
        return values.Length == 0 ? "–" : NumberText.Grouped(Median.Of(values));
    }

    private static readonly Column[] s_columns =
    [
        new("stops", row => row.Stops("pause_ns").Count),
        new("pause p50, ms", row => QuantileOf(row, "pause_ns", 0.5)),
        new("pause p99, ms", row => QuantileOf(row, "pause_ns", 0.99)),
        new("longest pause, ms", row => QuantileOf(row, "pause_ns", 1)),
        new("longest time to stop, ms", row => QuantileOf(row, "time_to_stop_ns", 1)),
        new("paused, % of wall", ShareOfWall),
        new("allocations", row => row.Number("allocs")),
        new("frees", row => row.Number("frees")),
        new("increments", row => row.Number("increments")),
        new("decrements", row => row.Number("decrements")),
    ];

    private static double? QuantileOf(ResultRow row, string quantity, double p) =>
        row.Stops(quantity) is { Count: > 0 } stops ? Quantile.OfSorted([.. stops.Order()], p) / NsPerMs : null;

    private static double? ShareOfWall(ResultRow row)
    {
        double wall = row.Iterations("wall_ns").Sum();
        return wall > 0 && row.Stops("pause_ns").Count > 0 ? row.Stops("pause_ns").Sum() / wall * 100 : null;
    }

    private sealed record Column(string Name, Func<ResultRow, double?> Of);
}
