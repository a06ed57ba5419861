using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Chooses the cells of a heat map and reads their metric.</summary>
public static class HeatmapBuilder
{
    public static Heatmap Build(HeatmapSpec spec, Analysis analysis)
    {
        Cell[] cells = [.. FigureFiles.CellsOf(spec, spec.Where, analysis)];
        string[] columns = [.. cells.Select(cell => cell.Tags[spec.ColumnBy]).Distinct()];
        MetricDefinition metric = MetricScale.Find(analysis, spec.Metric);
        HeatmapRow RowOf(IGrouping<string, Cell> row) => new(
            spec.Labels.GetValueOrDefault(row.Key, row.Key),
            [.. columns.Select(column => row.FirstOrDefault(cell => cell.Tags[spec.ColumnBy] == column) is { } cell
                ? new HeatmapCell(cell.Name, PlotValue.Of(analysis, metric, cell))
                : null)]);
        return new Heatmap(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            MetricScale.AxisLabel(metric),
            spec.Scale,
            spec.RowBy,
            spec.ColumnBy,
            [.. columns.Select(level => spec.Labels.GetValueOrDefault(level, level))],
            [.. cells.GroupBy(cell => spec.PanelBy is { } tag ? cell.Tags[tag] : "").Select(panel => new HeatmapPanel(
                FigureFiles.PanelLabel(spec.PanelBy, panel.Key, spec.Labels), [.. panel.GroupBy(cell => cell.Tags[spec.RowBy]).Select(RowOf)]))])
        { IsColumn = spec.IsColumn };
    }
}
