namespace GcActors.Experiments.Predicates;

/// <summary>Judges predicates by the valid invocations; a cell that lacks its blocks makes what uses it inconclusive (rule A5).</summary>
/// <param name="evaluator">Samples and seed.</param>
/// <param name="whyMissing">Says for a cell what its invocations failed: gates, crashes, an interruption.</param>
public sealed class PredicateJudge(SampleEvaluator evaluator, Func<string, string> whyMissing)
{
    public PredicateVerdict Judge(PredicateSpec spec, PredicateNode node)
    {
        string[] lacking = [.. node.Cells.Distinct().Where(evaluator.Table.LacksBlocks)];
        Judgement judgement = node.Judge(evaluator);
        if (lacking.Length > 0)
            return new PredicateVerdict(spec, Truth.Unknown, judgement.Comparisons, Explain(lacking));
        string reason = judgement.Truth == Truth.Unknown ? string.Join("; ", ReasonsOf(judgement)) : "";
        return new PredicateVerdict(spec, judgement.Truth, judgement.Comparisons, reason);
    }

    /// <summary>The first cell as an example: a noisy machine voids dozens, and each has its line in <c>excluded.csv</c>.</summary>
    private string Explain(string[] lacking)
    {
        string cell = lacking[0];
        string others = lacking.Length > 1 ? $"; {lacking.Length - 1} more of its cells lack blocks" : "";
        return $"{cell} has {evaluator.Table.ValidBlocks(cell)} of {evaluator.Table.PlannedBlocks(cell)} blocks ({whyMissing(cell)}){others}";
    }

    private static IEnumerable<string> ReasonsOf(Judgement judgement) =>
        judgement.Comparisons.Where(c => c.Truth == Truth.Unknown).Select(c => $"{c.Text}: {c.Reason}").Distinct();
}
