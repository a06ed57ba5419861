using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Chooses the cells of stacked bars and reads their parts.</summary>
public static class StackedBarsBuilder
{
    public static StackedBars Build(StackedBarsSpec spec, Analysis analysis)
    {
        MetricDefinition[] parts = [.. spec.Parts.Concat(spec.Residual is null ? [] : [spec.Residual]).Select(name => MetricScale.Find(analysis, name))];
        IEnumerable<Cell> cells = FigureFiles.CellsOf(spec, spec.Where, analysis);
        return new StackedBars(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            MetricScale.AxisLabel(parts[0]),
            [.. parts.Select(part => new StackedPart(part.Name, LabelOf(spec, part), part.Name == spec.Residual))],
            [
                .. cells.GroupBy(cell => spec.GroupBy is { } tag ? cell.Tags[tag] : "").Select(group => new StackedGroup(
                    FigureFiles.PanelLabel(spec.GroupBy, group.Key, spec.GroupLabels),
                    [.. group.Select(cell => Row(spec, analysis, parts, cell))])),
                .. PublishedOf(spec),
            ])
        { IsColumn = spec.IsColumn };
    }

    private static IEnumerable<StackedGroup> PublishedOf(StackedBarsSpec spec) => spec.Published.Count == 0
        ? []
        : [new StackedGroup("published", [.. spec.Published.Select(row => new StackedRow(row.Key, row.Key, [.. row.Value.Select(Exactly)], null))])];

    private static PlotValue Exactly(double value) => new(value, value, value, "");

    private static string LabelOf(StackedBarsSpec spec, MetricDefinition part) =>
        spec.PartLabels.TryGetValue(part.Name, out string? label) ? $"{part.Name} {label}" : part.Name;

    private static StackedRow Row(StackedBarsSpec spec, Analysis analysis, MetricDefinition[] parts, Cell cell) => new(
        cell.Tags[spec.RowBy],
        cell.Name,
        [.. parts.Select(part => PlotValue.Of(analysis, part, cell))],
        spec.Whole is null ? null : PlotValue.Of(analysis, MetricScale.Find(analysis, spec.Whole), cell));
}
