using GcActors.Experiments.Predicates;

namespace GcActors.Experiments.Results;

/// <summary>What the command line prints: a row a cell, a column a metric. Plain data, no rendering.</summary>
/// <param name="Title">With the word "quick" where it is not to be cited (rule A8).</param>
/// <param name="Columns">Metric and unit.</param>
/// <param name="Rows">In matrix order, the A/A double last.</param>
public sealed record ExperimentTable(string Title, IReadOnlyList<TableColumn> Columns, IReadOnlyList<TableRow> Rows)
{
    /// <summary>Of the cells that the experiment compares.</summary>
    public static ExperimentTable From(Analysis analysis) => Of(analysis, analysis.Experiment.ComparedCells, analysis.Experiment.File.Metrics);

    /// <summary>Of the twins that its split is made of.</summary>
    public static ExperimentTable OfTwins(Analysis analysis) =>
        Of(analysis, analysis.Experiment.Cells.Where(analysis.Experiment.IsTwin), analysis.Experiment.Split?.Language.Metrics ?? []);

    private static ExperimentTable Of(Analysis analysis, IEnumerable<Cell> cells, IReadOnlyList<MetricDefinition> metrics)
    {
        Running.Experiment experiment = analysis.Experiment;
        TableColumn[] columns = [.. metrics.Select(m => new TableColumn(m.Name, m.Unit, m.Text))];
        return new ExperimentTable(
            $"{experiment.File.Title} ({experiment.Extent})",
            columns,
            [.. cells.Select(cell => new TableRow(
                cell.Name, cell.Tags, [.. columns.Select(c => analysis.ValueOf(c.Metric, cell))], analysis.ValidBlocks(cell),
                    experiment.BlocksOf(cell.Name)))]);
    }
}
