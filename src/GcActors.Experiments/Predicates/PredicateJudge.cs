namespace GcActors.Experiments.Predicates;

/// <summary>Judges predicates by the valid invocations; a cell that lacks its blocks makes what uses it inconclusive (rule A5).</summary>
/// <param name="evaluator">Samples and seed.</param>
/// <param name="whyMissing">Says for a cell what its invocations failed: gates, crashes, an interruption.</param>
public sealed class PredicateJudge(SampleEvaluator evaluator, Func<string, string> whyMissing)
{
    public PredicateVerdict Judge(PredicateSpec spec, PredicateNode node)
    {
        string[] lacking = [.. node.Cells.Distinct().Where(cell => evaluator.Table.ValidBlocks(cell) < evaluator.Table.PlannedBlocks)];
        Judgement judgement = node.Judge(evaluator);
        if (lacking.Length > 0)
            return new PredicateVerdict(spec, Truth.Unknown, judgement.Comparisons, string.Join("; ", lacking.Select(Explain)));
        string reason = judgement.Truth == Truth.Unknown ? string.Join("; ", ReasonsOf(judgement)) : "";
        return new PredicateVerdict(spec, judgement.Truth, judgement.Comparisons, reason);
    }

    private string Explain(string cell) =>
        $"{cell} has {evaluator.Table.ValidBlocks(cell)} of {evaluator.Table.PlannedBlocks} blocks ({whyMissing(cell)})";

    private static IEnumerable<string> ReasonsOf(Judgement judgement) =>
        judgement.Comparisons.Where(c => c.Truth == Truth.Unknown).Select(c => $"{c.Text}: {c.Reason}").Distinct();
}
