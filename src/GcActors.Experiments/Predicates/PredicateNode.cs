namespace GcActors.Experiments.Predicates;

/// <summary>A statement with three truth values.</summary>
public abstract record PredicateNode
{
    public abstract IEnumerable<string> Cells { get; }

    public abstract Judgement Judge(SampleEvaluator evaluator);
}
