using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>Pools the single stops or iterations of each cell's rows that count.</summary>
public static class CurvesBuilder
{
    private const double NsPerMs = 1e6;

    public static Curves Build(CurvesSpec spec, Analysis analysis)
    {
        ILookup<string, ResultRow> rows = analysis.ValidRows.ToLookup(row => row.Cell);
        Cell[] cells = [.. FigureFiles.CellsOf(spec, spec.Where, analysis)];
        string[] series = [.. cells.Select(cell => cell.Tags[spec.SeriesBy]).Distinct()];
        Curve CurveOf(IGrouping<string, Cell> cells) => new(
            Array.IndexOf(series, cells.Key),
            string.Join(", ", cells.Select(cell => cell.Name)),
            [.. cells.SelectMany(cell => rows[cell.Name]).SelectMany(row => ValuesOf(row, spec.Quantity)).Where(ns => ns > 0).Select(ns => ns / NsPerMs).Order()]);
        return new Curves(
            spec.Title,
            FigureFiles.Caption(analysis.Experiment),
            spec.IsPercentiles,
            LabelOf(spec.Quantity),
            spec.SeriesTitle,
            [.. series.Select(level => spec.Labels.GetValueOrDefault(level, level))],
            [.. cells.GroupBy(cell => spec.PanelBy is { } tag ? cell.Tags[tag] : "").Select(panel => new CurvePanel(
                FigureFiles.PanelLabel(spec.PanelBy, panel.Key, spec.Labels),
                [.. panel.GroupBy(cell => cell.Tags[spec.SeriesBy]).Select(CurveOf)]))])
        { IsColumn = spec.IsColumn };
    }

    private static IReadOnlyList<double> ValuesOf(ResultRow row, string quantity) =>
        quantity is "wall_ns" or "cpu_ns" ? row.Iterations(quantity) : row.Stops(quantity);

    private static string LabelOf(string quantity) => quantity switch
    {
        "pause_ns" => "pause of one stop, ms",
        "time_to_stop_ns" => "time to stop, ms",
        "wall_ns" => "wall time of one iteration, ms",
        _ => "CPU time of one iteration, ms",
    };
}
