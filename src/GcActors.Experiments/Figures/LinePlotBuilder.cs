using System.Globalization;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Chooses the cells of a line plot and reads their metrics.</summary>
public static class LinePlotBuilder
{
    public static LinePlot Build(LinePlotSpec spec, Analysis analysis)
    {
        Cell[] cells = [.. analysis.Experiment.Language.Cells.Cells.Where(cell => FigureFiles.Draws(spec, spec.Where, cell) && IsOnScale(spec, cell))];
        string[] series = [.. cells.Select(cell => cell.Tags[spec.SeriesBy]).Distinct()];
        return new LinePlot(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            spec.XTitle,
            spec.YTitle,
            spec.XScale,
            spec.YScale,
            spec.SeriesTitle,
            [.. series.Select(level => spec.SeriesLabels.GetValueOrDefault(level, level))],
            [.. cells.GroupBy(cell => spec.PanelBy is { } tag ? cell.Tags[tag] : "").Select(panel => new LinePlotPanel(
                spec.PanelLabels.GetValueOrDefault(panel.Key, panel.Key), [.. panel.Select(cell => Point(spec, analysis, cell, Array.IndexOf(series, cell.Tags[spec.SeriesBy])))]))],
            spec.Slopes)
        { IsColumn = spec.IsColumn };
    }

    private static bool IsOnScale(LinePlotSpec spec, Cell cell) => spec.XScale == AxisScale.Linear || XOf(spec, cell) > 0;

    private static double XOf(LinePlotSpec spec, Cell cell) => double.Parse(cell.Tags[spec.X], CultureInfo.InvariantCulture);

    private static LinePlotPoint Point(LinePlotSpec spec, Analysis analysis, Cell cell, int series) => new(
        series,
        cell.Name,
        XOf(spec, cell),
        ValueOf(analysis, spec.Y, cell),
        spec.Expected.TryGetValue(cell.Tags[spec.SeriesBy], out string? metric) ? analysis.ValueOf(metric, cell).Estimate.Value : double.NaN);

    /// <summary>In the metric's own unit: the axis says it in the experiment's words.</summary>
    private static PlotValue ValueOf(Analysis analysis, string metric, Cell cell)
    {
        TableValue value = analysis.ValueOf(metric, cell);
        return new PlotValue(value.Estimate.Value, value.Estimate.Low, value.Estimate.High, value.Reason);
    }
}
