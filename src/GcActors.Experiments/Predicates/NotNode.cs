namespace GcActors.Experiments.Predicates;

public sealed record NotNode(PredicateNode Operand) : PredicateNode
{
    public override IEnumerable<string> Cells => Operand.Cells;

    public override Judgement Judge(SampleEvaluator evaluator)
    {
        Judgement judgement = Operand.Judge(evaluator);
        return judgement with { Truth = Kleene.Not(judgement.Truth) };
    }
}
