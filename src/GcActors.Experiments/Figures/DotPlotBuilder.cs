using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Figures;

/// <summary>Chooses the cells of a figure and reads their metrics.</summary>
public static class DotPlotBuilder
{
    public static DotPlot Build(DotPlotSpec spec, Analysis analysis)
    {
        Cell[] cells = [.. analysis.Experiment.Language.Cells.Cells.Where(cell => FigureFiles.Draws(spec, spec.Where, cell))];
        string[] series = LevelsOf(cells, spec.SeriesBy);
        MetricDefinition[] metrics = [.. spec.Panels.Select(panel => MetricScale.Find(analysis, panel.Metric))];
        return new DotPlot(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            spec.SeriesTitle,
            series,
            [.. spec.Panels.Zip(metrics, (panel, metric) => new DotPlotPanel(panel.Title, MetricScale.AxisLabel(metric), panel.Scale,
                panel.ReferenceLine, panel.Least))],
            [.. LevelsOf(cells, spec.GroupBy).Select(group => new DotPlotGroup(
                spec.GroupLabels.GetValueOrDefault(group, $"{spec.GroupBy} = {group}"),
                [.. LevelsOf([.. cells.Where(cell => cell.Tags[spec.GroupBy] == group)], spec.RowBy).Select(row =>
                    new DotPlotRow(row, MarksOf(spec, analysis, metrics, series, In(cells, spec, group, row))))]))])
        { IsColumn = spec.IsColumn };
    }

    private static string[] LevelsOf(Cell[] cells, string tag) => [.. cells.Select(cell => cell.Tags[tag]).Distinct()];

    private static IEnumerable<Cell> In(Cell[] cells, DotPlotSpec spec, string group, string row) =>
        cells.Where(cell => cell.Tags[spec.GroupBy] == group && cell.Tags[spec.RowBy] == row);

    private static IReadOnlyList<DotPlotMark> MarksOf(
        DotPlotSpec spec, Analysis analysis, MetricDefinition[] metrics, string[] series, IEnumerable<Cell> cells) =>
        [.. cells.SelectMany(cell => metrics.Select((metric, panel) =>
            Mark(panel, Array.IndexOf(series, cell.Tags[spec.SeriesBy]), cell, metric, analysis)))];

    private static DotPlotMark Mark(int panel, int series, Cell cell, MetricDefinition metric, Analysis analysis)
    {
        TableValue value = analysis.ValueOf(metric.Name, cell);
        double factor = MetricScale.FactorOf(metric);
        Estimate estimate = value.Estimate;
        return new DotPlotMark(panel, series, cell.Name, estimate.Value * factor, estimate.Low * factor, estimate.High * factor,
            [.. estimate.BlockValues.Select(v => v * factor)], value.Reason)
        { Predicted = PredictedBand.Of(analysis, metric, cell) };
    }
}
