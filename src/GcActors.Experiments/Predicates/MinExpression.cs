namespace GcActors.Experiments.Predicates;

/// <summary>The smallest of several values of one block.</summary>
public sealed record MinExpression(IReadOnlyList<Expression> Terms) : Expression
{
    public override IEnumerable<string> Cells => Terms.SelectMany(term => term.Cells);

    public override bool IsFitted => Terms.Any(term => term.IsFitted);

    public override double Evaluate(ICellValues values) => Terms.Min(term => term.Evaluate(values));
}
