namespace GcActors.Experiments.Predicates;

/// <summary>Arithmetic mean over the levels of a tag, inside one block.</summary>
public sealed record MeanExpression(IReadOnlyList<Expression> Terms) : Expression
{
    public override IEnumerable<string> Cells => Terms.SelectMany(term => term.Cells);

    public override bool IsFitted => true;

    public override double Evaluate(ICellValues values) => Terms.Average(term => term.Evaluate(values));
}
