using GcActors.Core.Wording;
using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;

namespace GcActors.Experiments.Running;

/// <summary>Reads everything that conclusions will need, so that a mistake in a metric, figure or verdict shows before an hour was
/// measured.</summary>
internal static class ExperimentCheck
{
    /// <exception cref="ExperimentFileException">Naming the part that cannot be read.</exception>
    public static void Check(Experiment experiment)
    {
        foreach (MetricDefinition metric in experiment.File.Metrics)
            CheckMetric(experiment, metric);
        foreach (FigureSpec figure in experiment.File.Figures)
            CheckFigure(experiment, figure);
        foreach (string expression in experiment.Profile.Until?.HalfWidths.Keys ?? [])
            CheckExpression(experiment, expression);
        VerdictSentence.Check(experiment);
    }

    private static void CheckExpression(Experiment experiment, string expression)
    {
        try
        {
            experiment.Language.ParseExpression(expression);
        }
        catch (PredicateSyntaxException e)
        {
            throw new ExperimentFileException($"{experiment.File.Path}: until: '{expression}': {e.Message}");
        }
    }

    private static void CheckMetric(Experiment experiment, MetricDefinition metric)
    {
        foreach (Cell cell in experiment.ComparedCells)
        {
            try
            {
                experiment.Language.MetricOf(metric.Name, cell);
            }
            catch (PredicateSyntaxException e)
            {
                throw new ExperimentFileException($"{experiment.File.Path}: metric {metric.Name} of cell {cell.Name}: {e.Message}");
            }
        }
    }

    private static void CheckFigure(Experiment experiment, FigureSpec figure)
    {
        string[] metrics = [.. experiment.File.Metrics.Select(m => m.Name)];
        Require(experiment, figure, "metric", figure.Metrics, metrics);
        Require(experiment, figure, "tag", figure.Tags, experiment.Language.Cells.TagOrder);
    }

    private static void Require(Experiment experiment, FigureSpec figure, string what, IEnumerable<string> used, IReadOnlyList<string> known)
    {
        string? unknown = used.FirstOrDefault(name => !known.Contains(name));
        if (unknown is not null)
            throw new ExperimentFileException(
                $"{experiment.File.Path}: figure {figure.Name}: unknown {what} '{unknown}'{NearestName.Hint(unknown, known, "one of")}");
    }
}
