namespace GcActors.Experiments.Predicates;

/// <summary>
/// Cells and metrics of one experiment: what the words of its predicates, metrics and verdict mean.
/// </summary>
/// <param name="cells">That can be addressed.</param>
/// <param name="metrics">Of each of them.</param>
/// <param name="sums">Of the split, by name; null: there is none.</param>
public sealed class CellLanguage(CellIndex cells, IReadOnlyList<MetricDefinition> metrics, ICostSums? sums = null)
{
    /// <summary>Before the name of a sum of the split.</summary>
    internal const string SumPrefix = "split.";

    /// <summary>A metric defined by itself would expand for ever.</summary>
    private const int DeepestFormula = 16;

    public CellIndex Cells => cells;

    public IReadOnlyList<MetricDefinition> Metrics => metrics;

    internal ICostSums? Sums => sums;

    /// <exception cref="PredicateSyntaxException">With the column.</exception>
    public PredicateNode ParsePredicate(string text) => new PredicateParser(text, this).ParseWhole();

    /// <exception cref="PredicateSyntaxException">With the column.</exception>
    public Expression ParseExpression(string text) => new ExpressionParser(new TokenReader(text), this, 0).ParseWhole(CellScope.Empty);

    /// <summary>A metric of one cell.</summary>
    public Expression MetricOf(string metric, Cell cell) => MetricOf(metric, cell, 0);

    internal MetricDefinition? FindMetric(string name) => metrics.FirstOrDefault(m => m.Name == name);

    internal Expression MetricOf(string metric, Cell cell, int depth)
    {
        MetricDefinition definition = FindMetric(metric) ?? throw new ArgumentException($"no metric '{metric}'", nameof(metric));
        if (depth > DeepestFormula)
            throw new PredicateSyntaxException(definition.Formula, 1, $"metric '{metric}' is defined by itself");
        return new ExpressionParser(new TokenReader(definition.Formula), this, depth).ParseWhole(CellScope.Of(cell));
    }
}
