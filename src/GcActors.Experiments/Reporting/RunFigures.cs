using GcActors.Experiments.Figures;
using GcActors.Experiments.LockingCost;
using GcActors.Experiments.Results;
using GcActors.Experiments.Running;

namespace GcActors.Experiments.Reporting;

/// <summary>The figures of a run as files of their own, each with its data, and the split's parts.</summary>
public static class RunFigures
{
    /// <returns>Paths relative to the folder; none where the experiment does not resolve any more.</returns>
    public static IReadOnlyList<string> Write(RunFolder run)
    {
        if (run.Analysis is not { } analysis)
            return [];
        (string Name, string Content)[] files = [.. Figures(analysis, run.Rows).SelectMany(FilesOf), .. Parts(analysis)];
        foreach ((string name, string content) in files)
            ResultsFolder.Write(run.Path, name, content);
        return [.. files.Select(file => file.Name)];
    }

    private static IEnumerable<(string Name, FigureFiles Files)> Figures(Analysis analysis, IReadOnlyList<ResultRow> rows)
    {
        foreach (FigureSpec figure in analysis.Experiment.File.Figures)
            yield return (figure.Name, FigureFiles.Draw(figure, analysis, rows));
        if (analysis.Splits is { Count: > 0 } splits)
            yield return (CostFigure.Name, CostFigure.Draw(splits, FigureFiles.Caption(analysis.Experiment)));
    }

    private static IEnumerable<(string Name, string Content)> FilesOf((string Name, FigureFiles Files) figure) =>
        [($"figures/{figure.Name}.svg", figure.Files.Svg), ($"figures/{figure.Name}.csv", figure.Files.Csv), ($"figures/{figure.Name}.vl.json", figure.Files.VegaLite)];

    private static IEnumerable<(string Name, string Content)> Parts(Analysis analysis) => analysis.Splits is { Count: > 0 } splits
        ? [("parts.csv", CostFiles.Csv(splits)), ("parts.json", CostFiles.Json(splits).ToJsonString(TrialLog.LineFormat) + "\n")]
        : [];
}
