using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Chooses the cells of bars and reads their metric.</summary>
public static class BarsBuilder
{
    public static Bars Build(BarsSpec spec, Analysis analysis)
    {
        Cell[] cells = [.. FigureFiles.CellsOf(spec, spec.Where, analysis)];
        string[] series = [.. cells.Select(cell => cell.Tags[spec.SeriesBy]).Distinct()];
        MetricDefinition metric = MetricScale.Find(analysis, spec.Metric);
        Bar BarOf(Cell cell) => new(Array.IndexOf(series, cell.Tags[spec.SeriesBy]), cell.Name, PlotValue.Of(analysis, metric, cell),
            PredictedBand.Of(analysis, metric, cell));
        return new Bars(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            MetricScale.AxisLabel(metric),
            spec.Scale,
            spec.ReferenceLine,
            spec.SeriesTitle,
            [.. series.Select(level => spec.Labels.GetValueOrDefault(level, level))],
            [.. cells.GroupBy(cell => spec.PanelBy is { } tag ? cell.Tags[tag] : "").Select(panel => new BarPanel(
                FigureFiles.PanelLabel(spec.PanelBy, panel.Key, spec.Labels),
                [.. panel.GroupBy(cell => cell.Tags[spec.GroupBy]).Select(group => new BarGroup(
                    spec.Labels.GetValueOrDefault(group.Key, group.Key), [.. group.Select(BarOf)]))]))])
        { IsColumn = spec.IsColumn };
    }
}
