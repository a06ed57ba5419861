using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Figures;

/// <summary>A drawn figure and its data.</summary>
/// <param name="Svg">The drawing.</param>
/// <param name="Csv">What it was drawn from.</param>
/// <param name="VegaLite">The same as a specification, to be drawn by others.</param>
public sealed record FigureFiles(string Svg, string Csv, string VegaLite)
{
    public static FigureFiles Draw(FigureSpec spec, Analysis analysis, IReadOnlyList<ResultRow> rows)
    {
        switch (spec)
        {
            case LinePlotSpec lines:
                LinePlot linePlot = LinePlotBuilder.Build(lines, analysis);
                return new FigureFiles(LinePlotSvg.Draw(linePlot), LinePlotData.Of(linePlot).Csv, LinePlotData.VegaLiteOf(linePlot));
            case BarsSpec barsSpec:
                Bars bars = BarsBuilder.Build(barsSpec, analysis);
                return new FigureFiles(BarsSvg.Draw(bars), BarsData.Of(bars).Csv, BarsData.VegaLiteOf(bars));
            case StackedBarsSpec stacked:
                StackedBars stackedBars = StackedBarsBuilder.Build(stacked, analysis);
                return new FigureFiles(StackedBarsSvg.Draw(stackedBars), StackedBarsData.Of(stackedBars).Csv, StackedBarsData.VegaLiteOf(stackedBars));
            case CurvesSpec curvesSpec:
                Curves curves = CurvesBuilder.Build(curvesSpec, analysis);
                return new FigureFiles(CurvesSvg.Draw(curves), CurvesData.Of(curves).Csv, CurvesData.VegaLiteOf(curves));
            case HeatmapSpec heat:
                Heatmap map = HeatmapBuilder.Build(heat, analysis);
                return new FigureFiles(HeatmapSvg.Draw(map), HeatmapData.Of(map).Csv, HeatmapData.VegaLiteOf(map));
            case RasterSpec raster:
                Raster rasterPlot = RasterBuilder.Build(raster, analysis.Experiment, rows);
                return new FigureFiles(RasterSvg.Draw(rasterPlot), RasterData.Of(rasterPlot).Csv, RasterData.VegaLiteOf(rasterPlot));
            default:
                DotPlot dots = DotPlotBuilder.Build((DotPlotSpec)spec, analysis);
                return new FigureFiles(DotPlotSvg.Draw(dots), DotPlotData.Of(dots).Csv, DotPlotData.VegaLiteOf(dots));
        }
    }

    /// <summary>Cells that a figure draws, in the order of the sweep.</summary>
    internal static IEnumerable<Predicates.Cell> CellsOf(FigureSpec spec, IReadOnlyDictionary<string, IReadOnlyList<string>> where, Analysis analysis) =>
        analysis.Experiment.Language.Cells.Cells.Where(cell => Draws(spec, where, cell));

    /// <summary>Empty where there is one panel only.</summary>
    internal static string PanelLabel(string? tag, string level, IReadOnlyDictionary<string, string> labels) =>
        tag is null ? "" : labels.GetValueOrDefault(level, $"{tag} = {level}");

    /// <summary>Experiment, profile, how much was run.</summary>
    internal static string Caption(Experiment experiment)
    {
        string extent = experiment switch
        {
            { File.IsExact: true } => experiment.Extent,
            { IsIndicative: true } => $"quick profile, shape only, not to be cited; {experiment.BlocksText}",
            _ => experiment.BlocksText,
        };
        return $"{experiment.File.Id}, {extent}.";
    }

    /// <summary>Whether a figure draws a cell.</summary>
    internal static bool Draws(FigureSpec spec, IReadOnlyDictionary<string, IReadOnlyList<string>> where, Predicates.Cell cell) =>
        where.All(w => cell.Tags.TryGetValue(w.Key, out string? level) && w.Value.Contains(level)) && spec.Tags.All(cell.Tags.ContainsKey);
}
