using GcActors.Experiments.Statistics;

namespace GcActors.Experiments.Predicates;

/// <summary>Turns expressions into estimates. A ratio is averaged geometrically, all else arithmetically (rule A3).</summary>
/// <param name="table">Valid invocations.</param>
/// <param name="seed">Of the resampling; the same rows and seed give the same interval.</param>
/// <param name="isExact">The quantities are counts of seeded runs: values without intervals.</param>
public sealed class SampleEvaluator(SampleTable table, ulong seed, bool isExact = false)
{
    private readonly Dictionary<Expression, Estimate> _known = [];

    public SampleTable Table => table;

    public Estimate Estimate(Expression expression)
    {
        if (_known.TryGetValue(expression, out Estimate? known))
            return known;
        Scale scale = expression is RatioExpression ? Scale.Logarithmic : Scale.Linear;
        Estimate estimate = IntervalEstimator.Estimate(new ExpressionQuantity(expression, table), scale, MethodFor(expression), seed);
        _known[expression] = estimate;
        return estimate;
    }

    private IntervalMethod MethodFor(Expression expression) => (isExact, expression.IsFitted) switch
    {
        (true, _) => IntervalMethod.Exact,
        (_, true) => IntervalMethod.BootstrapOverBlocks,
        _ => IntervalMethod.ByBlockCount,
    };
}
