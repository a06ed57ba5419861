using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Reporting;

/// <summary>Every cell and metric, then every claim with what was compared.</summary>
internal static class ResultsPart
{
    public static IEnumerable<ReportBlock> Of(RunFolder run)
    {
        if (run.Analysis is not { } analysis)
            return [];
        var table = ExperimentTable.From(analysis);
        return
        [
            .. table.Rows.Count == 0 ? (ReportBlock[])[] :
            [
                new ReportHeading("Results"),
                TableOf(table),
                new ReportList([.. table.Columns.Select(column => $"{column.Metric} ({column.Unit}): {column.Says}")]),
            ],
            new ReportHeading("Claims made before the run"),
            new ReportTable(["claim", "verdict", "says", "compared", "found"], [.. analysis.Verdicts.Select(ClaimOf)]),
        ];
    }

    /// <summary>A row a cell, a column a metric.</summary>
    public static ReportTable TableOf(ExperimentTable table)
    {
        bool hasReasons = table.Rows.Any(row => ReasonsOf(row).Length > 0);
        return new ReportTable(
            ["cell", .. table.Columns.Select(HeadOf), "blocks", .. hasReasons ? (string[])["why inconclusive"] : []],
            [.. table.Rows.Select(row => CellsOf(table, row, hasReasons))],
            FirstNumber: 1,
            LastNumber: table.Columns.Count + 1);
    }

    private static string HeadOf(TableColumn column) => NumberText.FormatFor(column.Unit) switch
    {
        "ms" => $"{column.Metric}, ms",
        "percent" => $"{column.Metric}, %",
        _ => $"{column.Metric}, {column.Unit}",
    };

    private static IReadOnlyList<ReportCell> CellsOf(ExperimentTable table, TableRow row, bool hasReasons) =>
    [
        row.Cell,
        .. row.Values.Zip(table.Columns, (value, column) => Words.Value(value, column.Unit)),
        new ReportCell($"{row.ValidBlocks}/{row.PlannedBlocks}", row.ValidBlocks < row.PlannedBlocks ? Tone.Unknown : Tone.Plain),
        .. hasReasons ? (ReportCell[])[new ReportCell("", Tone.Plain, ReasonsOf(row))] : [],
    ];

    private static string ReasonsOf(TableRow row) => string.Join("; ", row.Values.Where(v => !v.IsConclusive)
        .Select(v => v.Reason.StartsWith(row.Cell + ": ", StringComparison.Ordinal) ? v.Reason[(row.Cell.Length + 2)..] : v.Reason).Distinct());

    private static IReadOnlyList<ReportCell> ClaimOf(PredicateVerdict verdict) =>
    [
        verdict.Spec.Id,
        new ReportCell(VerdictJson.Word(verdict.Truth), Words.ToneOf(verdict.Truth)),
        verdict.Spec.Says,
        new ReportCell(verdict.Spec.Text),
        new ReportCell(
            string.Join("; ", verdict.Comparisons.Select(c => $"{c.Text}: {(c.Estimate.IsDefined ? NumberText.Of(c.Estimate, "") : "no value")}")),
            Tone.Plain,
            verdict.Reason),
    ];
}
