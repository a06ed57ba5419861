using System.Text;

namespace GcActors.Experiments.Results;

/// <summary>The table in long form: one line a cell and metric.</summary>
public static class SummaryCsv
{
    public static string Of(ExperimentTable table)
    {
        string[] tags = [.. table.Rows.SelectMany(row => row.Tags.Keys).Distinct()];
        var text = new StringBuilder(CsvText.Line(
            ["cell", .. tags, "metric", "unit", "estimate", "low", "high", "valid_blocks", "planned_blocks", "conclusive", "reason"]));
        foreach (TableRow row in table.Rows)
        {
            foreach ((TableColumn column, TableValue value) in table.Columns.Zip(row.Values))
            {
                text.Append(CsvText.Line(
                [
                    row.Cell, .. tags.Select(tag => row.Tags.GetValueOrDefault(tag)), column.Metric, column.Unit, value.Estimate.Value,
                        value.Estimate.Low,
                    value.Estimate.High, row.ValidBlocks, row.PlannedBlocks, value.IsConclusive, value.Reason,
                ]));
            }
        }

        return text.ToString();
    }
}
