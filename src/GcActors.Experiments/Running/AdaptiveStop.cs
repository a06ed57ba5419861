using GcActors.Experiments.Predicates;
using GcActors.Experiments.Results;
using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Running;

/// <summary>Says after how many blocks each cell had enough (<see cref="UntilRule"/>). Pure: a resumed run, and a report made later, come to the same numbers.</summary>
public static class AdaptiveStop
{
    /// <summary>The experiment with as many blocks of each cell as were wanted. What was repeated later does not count: it would come too late to stop anything.</summary>
    public static Experiment Planned(Experiment experiment, IReadOnlyList<ResultRow> rows)
    {
        if (experiment.Profile.Until is not { } rule)
            return experiment;
        ResultRow[] timed = [.. rows.Where(row => row is { IsTimed: true, Round: 0 })];
        var stopped = new Dictionary<string, int>();
        for (int blocks = rule.LeastBlocks; blocks < experiment.Profile.Blocks; blocks++)
        {
            ResultRow[] first = [.. timed.Where(row => row.Block < blocks)];
            if (first.Length < experiment.Cells.Sum(cell => stopped.GetValueOrDefault(cell.Name, blocks)))
                break;
            HashSet<string> wide = CellsOfWideIntervals(experiment, rule, blocks, first);
            foreach (Cell cell in experiment.Cells.Where(cell => !wide.Contains(cell.Name)))
                stopped.TryAdd(cell.Name, blocks);
        }

        return experiment with { StoppedAfter = stopped };
    }

    private static HashSet<string> CellsOfWideIntervals(Experiment experiment, UntilRule rule, int blocks, IReadOnlyList<ResultRow> rows)
    {
        Experiment soFar = experiment with { Profile = experiment.Profile with { Blocks = blocks } };
        var evaluator = new SampleEvaluator(Analysis.ValidSamples(soFar, rows), experiment.Seed);
        return [.. from wanted in rule.HalfWidths
                   let expression = experiment.Language.ParseExpression(wanted.Key)
                   where !IsNarrow(evaluator.Estimate(expression), wanted.Value)
                   from cell in expression.Cells
                   select cell];
    }

    private static bool IsNarrow(Estimate estimate, double share) =>
        estimate.IsDefined && (estimate.High - estimate.Low) / 2 <= share * Math.Abs(estimate.Value);
}
