using System.Text;

namespace GcActors.Experiments.Results;

/// <summary>Tables in long form: one line a cell and metric, with what it would be had no gate excluded anything beside it.</summary>
public static class SummaryCsv
{
    public static string Of(params ExperimentTable[] tables)
    {
        string[] tags = [.. tables.SelectMany(table => table.Rows).SelectMany(row => row.Tags.Keys).Distinct()];
        var text = new StringBuilder(CsvText.Line(
            ["cell", .. tags, "metric", "unit", "estimate", "low", "high", "valid_blocks", "planned_blocks", "conclusive", "reason",
                "estimate_with_excluded", "low_with_excluded", "high_with_excluded", "blocks_with_excluded"]));
        foreach ((ExperimentTable table, TableRow row) in tables.SelectMany(table => table.Rows.Select(row => (table, row))))
        {
            foreach ((TableColumn column, TableValue value) in table.Columns.Zip(row.Values))
            {
                text.Append(CsvText.Line(
                [
                    row.Cell, .. tags.Select(tag => row.Tags.GetValueOrDefault(tag)), column.Metric, column.Unit, value.Estimate.Value,
                        value.Estimate.Low,
                    value.Estimate.High, row.ValidBlocks, row.PlannedBlocks, value.IsConclusive, value.Reason,
                    value.WithExcluded.Value, value.WithExcluded.Low, value.WithExcluded.High, value.WithExcluded.BlockValues.Count,
                ]));
            }
        }

        return text.ToString();
    }
}
