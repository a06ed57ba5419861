using GcActors.Cli.Locking;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Cli.Output;

/// <summary>What a run found, for reading: table, claims, one sentence, where the files are.</summary>
internal static class ExperimentReport
{
    public static void Write(CliContext context, ExperimentResult result)
    {
        ExperimentTable table = result.Table;
        context.Out.WriteLine(table.Title);
        string[] columns = ["cell", .. table.Columns.Select(Heading), "blocks"];
        TextTable.Write(context, columns, [.. table.Rows.Select(row => Cells(table, row))]);
        if (result.AaRatio is { } aa)
        {
            context.Out.WriteLine($"A/A: the same cell twice differs by a factor of {Text(aa, "")}");
        }

        context.Out.WriteLine();
        foreach (CostTable split in result.Splits)
        {
            LockingCostText.Write(context, split);
        }

        WriteClaims(context, result.Verdicts);
        foreach (string line in LeftOut.Lines(result.LeftOut))
        {
            context.Out.WriteLine(line);
        }

        if (result.Excluded.Count > 0)
        {
            context.Out.WriteLine($"{result.Excluded.Count} invocations do not count, the first: {result.Excluded[0].Reason}");
        }

        context.Out.WriteLine();
        context.Out.WriteLine(result.VerdictSentence);
        context.Out.WriteLine($"{VerdictJson.Word(result.Overall)}; report.html, figures and every row in {result.Folder}");
    }

    public static void WriteClaims(CliContext context, IReadOnlyList<PredicateVerdict> verdicts) =>
        TextTable.Write(context, ["claim", "verdict", "says", "found"], [.. verdicts.Select(Claim)]);

    private static string Heading(TableColumn column) => NumberText.FormatFor(column.Unit) switch
    {
        "ms" => $"{column.Metric}, ms",
        "percent" => $"{column.Metric}, %",
        _ => $"{column.Metric}, {column.Unit}",
    };

    private static string[] Cells(ExperimentTable table, TableRow row) =>
    [
        row.Cell,
        .. row.Values.Zip(table.Columns, (value, column) => Text(value, NumberText.FormatFor(column.Unit))),
        $"{row.ValidBlocks}/{row.PlannedBlocks}",
    ];

    private static string Text(TableValue value, string format) =>
        value.IsConclusive && value.Estimate.IsDefined ? NumberText.Of(value.Estimate, format) : $"inconclusive ({value.Brief})";

    private static string[] Claim(PredicateVerdict verdict) =>
        [verdict.Spec.Id, VerdictJson.Word(verdict.Truth), verdict.Spec.Says, Found(verdict)];

    private static string Found(PredicateVerdict verdict)
    {
        if (verdict.Reason.Length > 0)
        {
            return verdict.Reason;
        }

        IEnumerable<Estimate> estimates = verdict.Comparisons.Select(c => c.Estimate).Where(e => e.IsDefined);
        return string.Join(", ", estimates.Select(e => NumberText.Of(e, "")));
    }
}
