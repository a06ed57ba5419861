namespace GcActors.Experiments.Results;

/// <summary>What the command line prints: a row a cell, a column a metric. Plain data, no rendering.</summary>
/// <param name="Title">With the word "quick" where it is not to be cited (rule A8).</param>
/// <param name="Columns">Metric and unit.</param>
/// <param name="Rows">In matrix order, the A/A double last.</param>
public sealed record ExperimentTable(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows)
{
    public static ExperimentTable From(Analysis analysis)
    {
        Running.Experiment experiment = analysis.Experiment;
        TableColumn[] columns = [.. experiment.File.Metrics.Select(m => new TableColumn(m.Name, m.Unit, m.Text))];
        return new ExperimentTable(
            $"{experiment.File.Title} ({experiment.Extent})",
            columns,
            [.. experiment.Cells.Select(cell => new TableRow(
                cell.Name, cell.Tags, [.. columns.Select(c => analysis.ValueOf(c.Metric, cell))], analysis.ValidBlocks(cell),
                    experiment.Profile.Blocks))]);
    }
}
