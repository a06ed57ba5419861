using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>Says after how many blocks a sweep had enough (<see cref="UntilRule"/>). Pure: a resumed run, and a report made later, come to the same number.</summary>
public static class AdaptiveStop
{
    /// <summary>The experiment with as many blocks as were wanted: those at which the rule first held, else all.</summary>
    public static Experiment Planned(Experiment experiment, IReadOnlyList<ResultRow> rows)
    {
        if (experiment.Profile.Until is not { } rule)
            return experiment;
        int blocks = Enumerable.Range(rule.LeastBlocks, Math.Max(0, experiment.Profile.Blocks - rule.LeastBlocks))
            .FirstOrDefault(count => IsReached(experiment, count, rows), experiment.Profile.Blocks);
        return WithBlocks(experiment, blocks);
    }

    /// <summary>Whether the first blocks are complete and every named interval is narrow enough. What was repeated later does not count: it would come too late to stop anything.</summary>
    public static bool IsReached(Experiment experiment, int blocks, IReadOnlyList<ResultRow> rows)
    {
        if (experiment.Profile.Until is not { } rule || blocks < rule.LeastBlocks || blocks >= experiment.Profile.Blocks)
            return false;
        ResultRow[] first = [.. rows.Where(row => row.Round == 0 && row.Block < blocks)];
        if (first.Count(row => row.IsTimed) < blocks * experiment.Cells.Count)
            return false;
        var evaluator = new SampleEvaluator(Analysis.ValidSamples(WithBlocks(experiment, blocks), first), experiment.Seed);
        return rule.HalfWidths.All(wanted => IsNarrow(evaluator.Estimate(experiment.Language.ParseExpression(wanted.Key)), wanted.Value));
    }

    private static bool IsNarrow(Estimate estimate, double share) =>
        estimate.IsDefined && (estimate.High - estimate.Low) / 2 <= share * Math.Abs(estimate.Value);

    private static Experiment WithBlocks(Experiment experiment, int blocks) => experiment with { Profile = experiment.Profile with { Blocks = blocks } };
}
