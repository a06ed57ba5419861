using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>
/// <c>negligible(X / whole)</c>: a share that is expected to be nothing is at most 5 %, or no larger than half of its own 95 % interval, which then includes 0
/// (counting-strategies.md 7.5). A wide interval hides a lot: it stands beside the verdict.
/// </summary>
public sealed record NegligibleNode(string Text, Expression Share) : PredicateNode
{
    /// <summary>A word of the language.</summary>
    public const string Word = "negligible";

    /// <summary>Of the whole.</summary>
    public const double Tolerance = 0.05;

    public override IEnumerable<string> Cells => Share.Cells;

    public override Judgement Judge(SampleEvaluator evaluator)
    {
        Estimate share = evaluator.Estimate(Share);
        Truth truth = Of(share);
        return new Judgement(truth, [new ComparisonResult(Text, truth, share, truth == Truth.Unknown ? share.Undefined ?? "" : "")]);
    }

    /// <summary>The rule itself.</summary>
    public static Truth Of(Estimate share) => !share.IsDefined ? Truth.Unknown
        : Math.Abs(share.Value) <= Math.Max(Tolerance, (share.High - share.Low) / 2) ? Truth.True : Truth.False;
}
