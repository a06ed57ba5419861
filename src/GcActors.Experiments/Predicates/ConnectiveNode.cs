namespace GcActors.Experiments.Predicates;

/// <summary><c>and</c>, <c>or</c>.</summary>
public sealed record ConnectiveNode(PredicateNode Left, PredicateNode Right, Func<Truth, Truth, Truth> Connective) : PredicateNode
{
    public bool IsConjunction => Connective(Truth.True, Truth.False) == Truth.False;

    public override IEnumerable<string> Cells => Left.Cells.Concat(Right.Cells);

    public override Judgement Judge(SampleEvaluator evaluator) =>
        Judgement.Combine(Left.Judge(evaluator), Right.Judge(evaluator), Connective);
}
